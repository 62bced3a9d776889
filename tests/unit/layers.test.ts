import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/**
 * The layers of the house (see the README): who may import whom. "planning types" means imports that are erased at run time.
 * The modules at the top of app/ hold what one process has once (connections, Shopify's library, the queue).
 */
const MAY_IMPORT: Record<string, string[]> = {
  words: ["words", "ops"],
  planning: ["planning"],
  shopify: ["shopify", "ops", "planning types", "shopify.server"],
  data: ["data", "ops", "planning types", "words/fold-text", "db.server"],
  sync: ["sync", "shopify", "data", "planning", "ops", "words"],
  reports: ["reports", "data", "planning", "ops", "words", "shopify/live-quantities"],
  routes: [
    "routes",
    "mcp",
    "reports",
    "sync",
    "data",
    "components",
    "words",
    "ops",
    "planning types",
    "shopify.server",
    "jobs.server",
  ],
  mcp: ["mcp", "reports", "sync", "data", "components", "words", "ops", "planning"],
  components: ["components", "words", "planning", "reports types"],
  ops: ["ops", "data", "db.server"],
  "shopify.server": ["data", "ops", "shopify", "sync", "db.server"],
  "jobs.server": ["sync", "data", "ops"],
  "db.server": ["ops"],
  "entry.server": ["ops", "words", "shopify.server", "jobs.server", "db.server"],
  "entry.client": ["components", "words"],
  root: ["components", "words"],
  sandbox: ["sandbox"],
};

interface Import {
  file: string;
  layer: string;
  /** Path below app/, or sandbox/…, without extension. */
  target: string;
  typeOnly: boolean;
}

const imports = ["app", "sandbox"].flatMap(sourceFiles).flatMap(importsOf);

describe("the layer table", () => {
  it("is not vacuous", () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  it.each(Object.entries(MAY_IMPORT))("%s imports nothing beyond its row", (layer, allowed) => {
    const strays = imports
      .filter((found) => found.layer === layer && !allowed.some((entry) => permits(entry, found)))
      .map(({ file, target, typeOnly }) => `${file} imports ${typeOnly ? "types of " : ""}${target}`);
    expect(strays).toEqual([]);
  });

  it("has a row for every folder", () => {
    const missing = imports
      .filter(({ layer }) => layer !== "routes.ts" && !(layer in MAY_IMPORT))
      .map(({ file }) => file);
    expect(missing).toEqual([]);
  });
});

function permits(entry: string, { target, typeOnly }: Import): boolean {
  const [layer = "", onlyTypes] = entry.split(" ");
  if (onlyTypes && !typeOnly) return false;
  return target === layer || target.startsWith(`${layer}/`);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const layer = layerOf(file);
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement);
    if (!isImport || !statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const target = targetOf(file, statement.moduleSpecifier.text);
    return target === undefined ? [] : [{ file, layer, target, typeOnly: isTypeOnly(statement) }];
  });
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  return ts.isImportDeclaration(statement) ? (statement.importClause?.isTypeOnly ?? false) : statement.isTypeOnly;
}

/** undefined for packages. */
function targetOf(file: string, specifier: string): string | undefined {
  const path = specifier.startsWith("~/")
    ? specifier.replace("~", "app")
    : specifier.startsWith(".")
      ? normalize(join(dirname(file), specifier))
      : undefined;
  return path?.replace(/^app\//, "").replace(/\.(ts|tsx)$/, "");
}

function layerOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  if (top === "sandbox") return "sandbox";
  return second.replace(/\.(ts|tsx)$/, "");
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import de from "~/words/de.json";
import en from "~/words/en.json";
import type { Catalogue } from "~/words/words";

/** Keys with their texts, as `area.name`. */
function flatten(catalogue: Catalogue, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" ? [[prefix + name, value]] : [...flatten(value, `${prefix}${name}.`)],
    ),
  );
}

const english = flatten(en);
const german = flatten(de);

describe("the catalogues of words", () => {
  it("have the same keys in every language, in the same order", () => {
    expect([...german.keys()]).toEqual([...english.keys()]);
  });

  it("leave no text empty", () => {
    const empty = [...english, ...german].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });

  it.each([
    ["placeholders", /\{\{\w+\}\}/gu],
    ["tags", /<\/?\w+\s*\/?>/gu],
  ])("have the same %s in every language", (_what, pattern) => {
    const found = (text: string | undefined) => [...new Set(text?.match(pattern))].sort();
    const differing = [...english.keys()].filter(
      (key) => JSON.stringify(found(english.get(key))) !== JSON.stringify(found(german.get(key))),
    );
    expect(differing).toEqual([]);
  });

  it("have both plurals of a word that has one", () => {
    const keys = new Set(english.keys());
    const lonely = [...keys].filter(
      (key) => (key.endsWith("_one") && !keys.has(key.replace(/_one$/u, "_other"))) || key.endsWith("_zero"),
    );
    expect(lonely).toEqual([]);
  });

  it("hold no word that nothing uses", () => {
    // Queries know no words, and some begin as a key does.
    const source = sourcesOf("app", ["data"]).join("\n");
    const unused = [...english.keys()]
      .map((key) => key.replace(/_(one|other)$/u, ""))
      .filter((key) => !isUsed(key, source));
    expect([...new Set(unused)]).toEqual([]);
  });
});

/** Whether the sources name the key, or begin it and leave its end to what they show: `status.${status}`. */
function isUsed(key: string, source: string): boolean {
  if (key.startsWith("faults.")) return true; // Looked up by their English text.
  if (source.includes(`"${key}"`)) return true;
  const parts = key.split(".");
  return parts.some((_, index) => index > 0 && source.includes(`\`${parts.slice(0, index).join(".")}.\${`));
}

function sourcesOf(folder: string, without: readonly string[] = []): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !without.includes(name));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesOf(path);
    return /\.tsx?$/u.test(entry.name) ? [readFileSync(path, "utf8")] : [];
  });
}

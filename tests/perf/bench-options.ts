import { parseArgs } from "node:util";
import type { DatabaseName } from "./figure";
import type { ShopToMeasure } from "./shops/measured-shop";
import type { Scale, Work } from "./work";

export interface BenchOptions {
  works: readonly Work[];
  shops: ShopToMeasure[];
  databases: readonly DatabaseName[];
  scale: Scale;
  /** Where the figures go as JSON: to standard output, to a file, or nowhere. */
  json: "standard output" | { file: string } | null;
}

const DATABASES: readonly DatabaseName[] = ["PGlite", "PostgreSQL"];

export function helpText(works: readonly Work[]): string {
  const width = Math.max(...works.map(({ name }) => name.length));
  return `Measures what the app does beside what it could cost at the least, or beside another's way, in the same run.

Usage: npm run bench -- [--only NAME …] [--quick] [--skus 1000,10000,100000] [--store FOLDER] [--database NAME]
                        [--requests 200] [--repetitions 5] [--json [FILE]]

  --only         a work of those below; can be repeated
  --quick        small shops, few requests: whether everything works, not how fast it is
  --skus         sizes of the generated shops, comma-separated
  --store        a real shop's folder, measured too (products.csv, invoice-lines.csv.gz)
  --database     PGlite or PostgreSQL; else both, where a PostgreSQL server is installed
  --requests     of each page
  --repetitions  of what takes seconds
  --json         writes JSON to FILE, else in place of the table

Works:
${works.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`).join("\n")}`;
}

/** @returns null when help is asked for */
export function parseOptions(args: string[], works: readonly Work[]): BenchOptions | null {
  const { values } = parseArgs({
    args: withValueForJson(args),
    options: {
      only: { type: "string", multiple: true, default: [] },
      quick: { type: "boolean", default: false },
      skus: { type: "string" },
      store: { type: "string" },
      database: { type: "string" },
      requests: { type: "string" },
      repetitions: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  const { quick } = values;
  const skus = (values.skus ?? (quick ? "300,1000" : "1000,10000,100000")).split(",").map(toWholeNumber);
  return {
    works: values.only.length === 0 ? works : values.only.map((name) => findByName(works, name)),
    shops: [
      ...skus.sort((one, other) => one - other).map((size) => ({ skus: size })),
      ...(values.store ? [{ storeFolder: values.store }] : []),
    ],
    databases: values.database ? [findDatabase(values.database)] : DATABASES,
    scale: {
      requests: toWholeNumber(values.requests ?? (quick ? "20" : "200")),
      repetitions: toWholeNumber(values.repetitions ?? (quick ? "2" : "5")),
      share: quick ? 0.02 : 1,
    },
    json: values.json === undefined ? null : values.json === "" ? "standard output" : { file: values.json },
  };
}

/** `--json` takes a file or nothing, which `parseArgs` does not know. */
function withValueForJson(args: string[]): string[] {
  return args.map((arg, index) => {
    const next = args[index + 1];
    return arg === "--json" && (next === undefined || next.startsWith("--")) ? "--json=" : arg;
  });
}

function toWholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} is not a whole number of 1 or more`);
  return Number(text);
}

function findByName(works: readonly Work[], wanted: string): Work {
  const work = works.find(({ name }) => name === wanted);
  if (!work) throw new Error(`There is no work ${wanted}; there are ${works.map(({ name }) => name).join(", ")}`);
  return work;
}

function findDatabase(wanted: string): DatabaseName {
  const database = DATABASES.find((name) => name.toLowerCase() === wanted.toLowerCase());
  if (!database) throw new Error(`${wanted} is neither of ${DATABASES.join(" and ")}`);
  return database;
}

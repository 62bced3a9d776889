import { summarize, type Figure } from "../figure";
import { runProgram } from "../run-program";
import type { DatabaseWork } from "../work";

const ROWS = 100_000;

/** Who supplies what, by file. */
export const mapping: DatabaseWork = {
  name: "mapping",
  about:
    "the import of 100,000 mapping rows and its undoing, without the plans that follow, beside the same rows alone",
  on: "an empty database",
  measure: async ({ name, url, psql }, { share }) => {
    const rows = Math.ceil(ROWS * share);
    const measured = await runProgram("import-mapping", {
      DATABASE_URL: url,
      BENCH_PSQL: psql ?? "",
      BENCH_ROWS: String(rows),
    });
    return Object.entries(measured).map(([what, { ours, beside, memoryMegabytes }]): Figure => ({
      what,
      unit: "s",
      skus: rows,
      database: name,
      ours: summarize(ours),
      beside: { what: psql ? "COPY of the rows" : "INSERT of the rows", ...summarize(beside) },
      ...(memoryMegabytes > 0 && { memoryMegabytes }),
    }));
  },
};

import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { summarize, type Figure } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import { runProgram } from "../run-program";
import type { EmptyDatabase } from "../shops/databases";
import { writeExports } from "../shops/exports";
import type { DatabaseWork } from "../work";

const VARIANTS = [1_000, 10_000, 100_000];
const ORDER_LINES_A_VARIANT = 10;
const MOST_OVER_COPY = 2;

/** What a first pull reads, once Shopify has prepared it. */
export const ingest: DatabaseWork = {
  name: "ingest",
  about:
    "the exports of a shop (100,000 variants with levels, 1,000,000 order lines) into the database, beside JSON.parse of every line and COPY of the rows (PGlite: INSERT)",
  on: "an empty database",
  measure: async (database, { repetitions, share }) => {
    const figures: Figure[] = [];
    for (const variants of VARIANTS.map((whole) => Math.ceil(whole * share))) {
      figures.push(await measureIngest(database, variants, repetitions));
    }
    return [...figures, ...growthFigures(figures, LINEAR)];
  },
};

async function measureIngest(
  { name, url, psql }: EmptyDatabase,
  variants: number,
  repetitions: number,
): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), "bench-exports-"));
  const server = await serve(folder);
  try {
    const lines = await writeExports(folder, { variants, orderLines: variants * ORDER_LINES_A_VARIANT });
    const { ingest: measured } = await runProgram("ingest-exports", {
      DATABASE_URL: url,
      BENCH_PSQL: psql ?? "",
      BENCH_EXPORTS: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      BENCH_CATALOGUE_LINES: String(lines.catalogue),
      BENCH_ORDERS_LINES: String(lines.orders),
      BENCH_REPETITIONS: String(repetitions),
    });
    if (!measured) throw new Error("The program measured no ingest");
    return {
      what: "exports into the database",
      unit: "s",
      skus: variants,
      database: name,
      ours: summarize(measured.ours),
      beside: { what: `JSON.parse and ${psql ? "COPY" : "INSERT"}`, ...summarize(measured.beside) },
      target: { of: "median", most: MOST_OVER_COPY },
      memoryMegabytes: measured.memoryMegabytes,
    };
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of a folder, as the place where Shopify leaves its results. */
async function serve(folder: string): Promise<Server> {
  const server = createServer(({ url = "" }, response) => createReadStream(join(folder, url)).pipe(response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

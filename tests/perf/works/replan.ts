import { summarize, type Figure } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import { runProgram } from "../run-program";
import type { ShopWork } from "../work";

const MOST_OVER_UPDATE = 2;

/** New plans for all of a shop, after a change of its settings. */
export const replan: ShopWork = {
  name: "replan",
  about:
    "all plans of a shop made anew after a change of its settings, beside one UPDATE … FROM unnest of the same rows",
  on: "shops",
  measure: async (shops, { repetitions }) => {
    const figures: Figure[] = [];
    for (const { shop, skus, database, databaseUrl } of shops) {
      const measured = await runProgram("replan-shop", {
        DATABASE_URL: databaseUrl,
        DATABASE_KIND: database === "PostgreSQL" ? "server" : "guest",
        BENCH_SHOP: shop,
        BENCH_REPETITIONS: String(repetitions),
      });
      for (const [what, { ours, beside, memoryMegabytes }] of Object.entries(measured)) {
        figures.push({
          what,
          unit: "s",
          skus,
          database,
          ours: summarize(ours),
          beside: { what: "one UPDATE of the same", ...summarize(beside) },
          target: { of: "median", most: MOST_OVER_UPDATE },
          memoryMegabytes,
        });
      }
    }
    return [...figures, ...growthFigures(figures, LINEAR)];
  },
};

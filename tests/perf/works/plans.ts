import { summarize, type Figure } from "../figure";
import { growthFigures, LINEAR } from "../growth";
import { runProgram } from "../run-program";
import type { LoneWork } from "../work";

const VARIANTS = [10_000, 100_000, 1_000_000];

/** The arithmetic alone. */
export const plans: LoneWork = {
  name: "plans",
  about: "plans of a million variants in memory, beside the same arithmetic vectorised in numpy",
  on: "nothing",
  measure: async ({ repetitions, share }) => {
    const figures: Figure[] = [];
    for (const variants of VARIANTS.map((whole) => Math.ceil(whole * share))) {
      const { plans: measured } = await runProgram("plan-variants", {
        BENCH_VARIANTS: String(variants),
        BENCH_REPETITIONS: String(repetitions),
      });
      if (!measured) continue;
      figures.push({
        what: measured.beside.length > 0 ? "plans in memory" : "plans in memory (python3 has no numpy)",
        unit: "s",
        skus: variants,
        ours: summarize(measured.ours),
        ...(measured.beside.length > 0 && { beside: { what: "numpy", ...summarize(measured.beside) } }),
        ...(measured.beside.length > 0 && { target: { of: "median", most: 1 } }),
      });
    }
    return [...figures, ...growthFigures(figures, LINEAR)];
  },
};

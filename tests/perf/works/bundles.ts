import { SCRIPT_BUDGETS } from "../bundle-budgets";
import { readRouteBundles } from "../bundles";
import { summarize, type Figure } from "../figure";
import type { LoneWork } from "../work";

/** What a browser downloads. */
export const bundles: LoneWork = {
  name: "bundles",
  about: "the scripts of each page, gzipped, against their budgets (npm run bundles)",
  on: "nothing",
  measure: async () =>
    readRouteBundles().map(({ route, scripts }): Figure => {
      const budget = SCRIPT_BUDGETS[route];
      return {
        what: `scripts of ${route}`,
        unit: "kB",
        ours: summarize([scripts]),
        ...(budget !== undefined && { target: { of: "median", most: budget } }),
      };
    }),
};

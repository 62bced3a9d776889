// `npm run bundles`: holds the build's pages to their budgets.
import { SCRIPT_BUDGETS, STYLE_BUDGET } from "./bundle-budgets";
import { readRouteBundles } from "./bundles";

const bundles = readRouteBundles();
for (const { route, scripts, styles } of bundles) {
  const budget = SCRIPT_BUDGETS[route];
  const isOver = budget === undefined || scripts > budget || styles > STYLE_BUDGET;
  if (isOver) process.exitCode = 1;
  const figures = `${scripts.toFixed(1).padStart(6)} of ${budget ?? "no"} kB, styles ${styles.toFixed(1)} of ${STYLE_BUDGET} kB`;
  console.log(`${isOver ? "OVER  " : "      "}${route.padEnd(36)} ${figures}`);
}
for (const route of Object.keys(SCRIPT_BUDGETS)) {
  if (bundles.some((bundle) => bundle.route === route)) continue;
  console.log(`There is a budget for ${route}, which is no page`);
  process.exitCode = 1;
}

import { expect, it } from "vitest";
import { LiveChecks } from "~/routes/reorder-list/live-checks.server";

it("an item that Shopify was asked about is not asked for again for a minute, in its shop", () => {
  let now = 0;
  const checks = new LiveChecks(() => now);
  expect(checks.wasCheckedLately("first-shop", "1")).toBe(false);
  checks.note("first-shop", ["1", "2"]);
  now = 30_000;
  checks.note("first-shop", ["2"]);
  expect(checks.wasCheckedLately("first-shop", "1")).toBe(true);
  expect(checks.wasCheckedLately("second-shop", "1")).toBe(false);

  now = 60_000;
  checks.note("first-shop", ["3"]);
  expect(["1", "2", "3"].map((id) => checks.wasCheckedLately("first-shop", id))).toEqual([false, true, true]);
});

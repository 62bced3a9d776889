import { expect, it } from "vitest";
import { createRandom } from "../../../../sandbox/store/random";
import { startVendors } from "../../../../sandbox/store/vendors";

it("has 60 vendors of very different size, some of them misspelt, and a few products without one", () => {
  const drawVendor = startVendors(createRandom(1, "vendors"));
  const sizes = new Map<string, number>();
  const spellings = new Set<string>();
  for (let product = 0; product < 20_000; product++) {
    const vendor = drawVendor();
    const name = vendor.toLowerCase().replace(/\s+/g, " ");
    spellings.add(vendor);
    sizes.set(name, (sizes.get(name) ?? 0) + 1);
  }
  const without = sizes.get("") ?? 0;
  expect(without).toBeGreaterThan(0);
  expect(without).toBeLessThan(200);
  sizes.delete("");
  expect(sizes.size).toBe(60);
  expect(spellings.size).toBeGreaterThan(sizes.size + 1);
  const largestFirst = [...sizes.values()].sort((one, other) => other - one);
  expect(largestFirst[0]).toBeGreaterThan(20 * (largestFirst[59] ?? 0));
});

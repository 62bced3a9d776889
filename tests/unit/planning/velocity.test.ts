import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { valueOrNull } from "~/planning/absence";
import { assignVelocityDeciles } from "~/planning/velocity";
import type { SalesVelocity } from "~/planning/velocity";

function variant(variantId: string, units: number, observedDays = 90): SalesVelocity {
  return { variantId, units, meanDailyDemand: observedDays === 0 ? 0 : units / observedDays };
}

function decilesInOrder(variants: SalesVelocity[]): (number | null)[] {
  const deciles = assignVelocityDeciles(variants);
  return variants.map(({ variantId }) => valueOrNull(deciles.get(variantId) ?? { kind: "no-sales" }));
}

function sizesOf(deciles: (number | null)[]): number[] {
  return Array.from({ length: 10 }, (_, index) => deciles.filter((decile) => decile === index + 1).length);
}

describe("velocity deciles", () => {
  it("hold one variant more in the first ones where the count is no multiple of ten, as in the docstring", () => {
    const twelve = Array.from({ length: 12 }, (_, rank) => variant(String(rank + 1), 100 - rank));
    expect(decilesInOrder(twelve)).toEqual([1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(sizesOf(decilesInOrder(twelve))).toEqual([2, 2, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it("fill from the first when there are fewer than ten variants", () => {
    expect(decilesInOrder([variant("1", 1), variant("2", 3), variant("3", 2)])).toEqual([3, 1, 2]);
  });

  it("are absent without sales, and such variants take no place", () => {
    const deciles = assignVelocityDeciles([variant("1", 0), variant("2", 5), variant("3", 0, 0)]);
    expect(deciles.get("1")).toEqual({ kind: "no-sales" });
    expect(deciles.get("2")).toBe(1);
    expect(deciles.get("3")).toEqual({ kind: "no-sales" });
  });

  it("go by the mean, not by units: few days of good sales are fast", () => {
    expect(decilesInOrder([variant("1", 90, 90), variant("2", 20, 10)])).toEqual([2, 1]);
  });

  it("break ties of the mean by units, then by id", () => {
    expect(decilesInOrder([variant("3", 5, 10), variant("2", 45, 90), variant("1", 5, 10)])).toEqual([3, 1, 2]);
  });

  it("compare ids as numbers, also beyond what a JavaScript number holds", () => {
    const ids = ["10", "9", "9007199254740993", "9007199254740992", "9223372036854775807", "44117788459030"];
    expect(decilesInOrder(ids.map((id) => variant(id, 5)))).toEqual([2, 1, 5, 4, 6, 3]);
  });

  it("differ in size by one at most, larger first, whatever the sales and the order of the input", () => {
    const units = fc.array(fc.nat({ max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(units, (unitsById) => {
        const variants = unitsById.map((sold, index) => variant(String(index + 1), sold));
        const deciles = assignVelocityDeciles(variants);
        expect(new Map([...assignVelocityDeciles([...variants].reverse())])).toEqual(deciles);

        const sizes = sizesOf([...deciles.values()].map(valueOrNull));
        const selling = unitsById.filter((sold) => sold > 0).length;
        expect(sizes).toEqual(
          Array.from({ length: 10 }, (_, tile) => Math.floor(selling / 10) + (tile < selling % 10 ? 1 : 0)),
        );
      }),
    );
  });
});

/** The folder of the Online Retail data (UCI; Daqing Chen, CC BY 4.0), which is no part of the project. */
const realShopFolder = process.env.REAL_SHOP_FOLDER;
const dailyFile = realShopFolder === undefined ? undefined : join(realShopFolder, "daily.csv.gz");

describe("velocity deciles of a real shop, 2011-03-02 to 2011-05-30", () => {
  it.skipIf(dailyFile === undefined || !existsSync(dailyFile))(
    "agree with sqlite3's NTILE (skipped unless REAL_SHOP_FOLDER names the folder of daily.csv.gz)",
    () => {
      const unitsBySku = readUnits(dailyFile ?? "", "2011-03-02", "2011-05-30");
      // sqlite3 broke ties by SKU, so ids are given in the order of SKUs.
      const skus = [...unitsBySku.keys()].sort((a, b) => (a < b ? -1 : 1));
      const variants = skus.map((sku, index) => variant(String(index + 1), unitsBySku.get(sku) ?? 0));
      const deciles = decilesInOrder(variants);
      const unitsOfDecile = (decile: number) =>
        variants.filter((_, index) => deciles[index] === decile).map(({ units }) => units);

      // sqlite3 3.40.1: NTILE(10) OVER (ORDER BY units DESC, sku) on the same file.
      expect(variants.length).toBe(2923);
      expect(sizesOf(deciles)).toEqual([293, 293, 293, 292, 292, 292, 292, 292, 292, 292]);
      const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
      expect(all.map((decile) => Math.min(...unitsOfDecile(decile)))).toEqual([
        944, 433, 241, 140, 79, 41, 20, 9, 3, 1,
      ]);
      expect(all.map((decile) => Math.max(...unitsOfDecile(decile)))).toEqual([
        17780, 942, 433, 241, 140, 79, 41, 20, 9, 3,
      ]);
    },
  );
});

function readUnits(file: string, firstDay: string, lastDay: string): Map<string, number> {
  const csv = gunzipSync(readFileSync(file)).toString("utf8");
  const { data } = Papa.parse<{ sku: string; date: string; units: string }>(csv, {
    header: true,
    skipEmptyLines: true,
  });
  const unitsBySku = new Map<string, number>();
  for (const { sku, date, units } of data) {
    if (date < firstDay || date > lastDay) continue;
    unitsBySku.set(sku, (unitsBySku.get(sku) ?? 0) + Number(units));
  }
  return unitsBySku;
}

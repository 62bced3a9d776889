import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { loadRealStore } from "../../../../sandbox/store/load-real-store";
import { startLocalClock } from "./local-time";

const folder = process.env["REAL_SHOP_FOLDER"] ?? process.env["SANDBOX_STORE"] ?? "";
const dailyFile = path.join(folder, "daily.csv.gz");
const present = folder !== "" && existsSync(dailyFile);

describe.skipIf(!present)("a real shop's folder (skipped unless REAL_SHOP_FOLDER has one with daily.csv.gz)", () => {
  it("gives the units of every SKU and day that the folder's own daily sums give", { timeout: 120_000 }, async () => {
    const store = await loadRealStore(folder, { now: new Date("2026-11-22T12:00:00Z") });
    const localTime = startLocalClock(store.shop.ianaTimezone);
    const skus = new Map(
      store.products.flatMap((product) => product.variants.map((variant) => [variant.id, variant.sku])),
    );
    const loaded = new Map<string, number>();
    for (const order of store.orders.filter(({ test, cancelledAt }) => !test && cancelledAt === null)) {
      const { date } = localTime(order.createdAt);
      for (const { variantId, quantity } of order.lines) {
        const key = `${skus.get(variantId ?? "")} ${daysBetween(date, "2026-11-21")}`;
        loaded.set(key, (loaded.get(key) ?? 0) + quantity);
      }
    }

    const rows = Papa.parse<{ sku: string; date: string; units: string }>(
      gunzipSync(readFileSync(dailyFile)).toString(),
      {
        header: true,
        skipEmptyLines: true,
      },
    ).data;
    const lastDate = rows.map((row) => row.date).reduce((latest, date) => (date > latest ? date : latest));
    const expected = new Map(rows.map((row) => [`${row.sku} ${daysBetween(row.date, lastDate)}`, Number(row.units)]));
    expect(expected.size).toBeGreaterThan(0);
    expect(loaded).toEqual(expected);
  });
});

function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / 86_400_000;
}

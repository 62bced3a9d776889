import type { PlanTotals } from "~/data/plan-queries";
import { findVendor, readVendorTotals } from "~/data/vendor-queries";
import type { VendorChoice, VendorTotals } from "~/data/vendor-queries";
import { isNumericId } from "./numeric-id";
import { NO_VENDOR } from "./reorder-query";
import type { VendorQuery } from "./vendor-query";

/** One vendor's line: sums over its SKUs. `vendorId` and `vendor` are null on the line of the SKUs without a vendor. */
export type VendorRow = VendorTotals;

export interface VendorReport {
  rows: VendorRow[];
  /** Over every line that the search keeps, not the page alone. */
  totals: PlanTotals & { vendors: number };
  /** From 1; the last page when the query asks for one beyond it. */
  page: number;
  pages: number;
}

const VENDORS_PER_PAGE = 100;

/** Reads one page of the list of vendors. Equal vendors follow their names; the SKUs without a vendor come last by name. */
export async function readVendorReport(
  shop: string,
  query: VendorQuery,
  pageSize = VENDORS_PER_PAGE,
): Promise<VendorReport> {
  const needle = query.q.toLowerCase();
  const all = await readVendorTotals(shop);
  const found = all.filter((row) => needle === "" || row.vendor?.toLowerCase().includes(needle));
  const pages = Math.max(1, Math.ceil(found.length / pageSize));
  const page = Math.min(query.page, pages);
  const rows = found.sort(compareVendors(query)).slice((page - 1) * pageSize, page * pageSize);
  return {
    rows,
    totals: { ...sumTotals(found), vendors: found.filter((row) => row.vendorId !== null).length },
    page,
    pages,
  };
}

/** The vendor of a vendor's page; null when the shop has none such. "none" stands for the SKUs without a vendor. */
export async function readVendor(
  shop: string,
  vendorId: string,
): Promise<VendorChoice | { vendorId: typeof NO_VENDOR; name: null } | null> {
  if (vendorId === NO_VENDOR) return { vendorId: NO_VENDOR, name: null };
  return isNumericId(vendorId) ? findVendor(shop, vendorId) : null;
}

const nameOrder = new Intl.Collator("en", { sensitivity: "base", numeric: true });

function compareVendors({ sort, direction }: VendorQuery): (a: VendorRow, b: VendorRow) => number {
  const sign = direction === "asc" ? 1 : -1;
  return (a, b) => {
    if (sort === "vendor") return compareNames(a, b, sign);
    return sign * (a[sort] - b[sort]) || compareNames(a, b, 1);
  };
}

function compareNames(a: VendorRow, b: VendorRow, sign: 1 | -1): number {
  if (a.vendor === null || b.vendor === null) return Number(a.vendor === null) - Number(b.vendor === null);
  return sign * (nameOrder.compare(a.vendor, b.vendor) || Number(a.vendorId) - Number(b.vendorId));
}

function sumTotals(rows: readonly PlanTotals[]): PlanTotals {
  const sum = (key: Exclude<keyof PlanTotals, "currency">) => rows.reduce((total, row) => total + row[key], 0);
  return {
    skus: sum("skus"),
    skusToReorder: sum("skusToReorder"),
    unitsToOrder: sum("unitsToOrder"),
    orderValue: sum("orderValue"),
    currency: rows[0]?.currency ?? null,
    skusToReorderWithoutCost: sum("skusToReorderWithoutCost"),
    outOfStock: sum("outOfStock"),
  };
}

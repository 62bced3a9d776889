import { readVendorService, type VendorService } from "~/data/backtests";
import type { PlanTotals } from "~/data/plan-totals";
import { readSettings } from "~/data/shop-settings";
import { readShop } from "~/data/shops";
import { findVendor, findVendorIdsByText, readVendorTotals } from "~/data/vendor-queries";
import type { VendorChoice, VendorTotals } from "~/data/vendor-queries";
import { compareWithMinimum, type MinimumComparison } from "~/planning/minimum-order-value";
import { foldText } from "~/words/fold-text";
import { isNumericId } from "./numeric-id";
import { NO_VENDOR } from "./reorder-query";
import type { VendorQuery, VendorSortKey } from "./vendor-query";

/** One vendor's line: sums over its SKUs. `vendorId` and `vendor` are null on the line of the SKUs without a vendor. */
export interface VendorRow extends PlanTotals {
  vendorId: string | null;
  vendor: string | null;
  isArchived: boolean;
  /** The vendor's, or else the shop's. */
  leadTime: { days: number; source: "vendor" | "shop" };
  minimumOrder: VendorMinimum | null;
  /** By the shop's method; null where the latest replay has no figure. */
  achieved: VendorService | null;
}

/** The least that a vendor accepts as an order, and how the order that is due stands to it. */
export interface VendorMinimum {
  value: number;
  /** ISO 4217 code; null where nothing but the shop's is known. */
  currency: string | null;
  /** In the shop's currency; without a value to compare, or an exchange rate, there is none. */
  comparison: MinimumComparison | "no-value" | "no-rate";
}

export interface VendorReport {
  rows: VendorRow[];
  /** Over every line that the search keeps, not the page alone. */
  totals: PlanTotals & { vendors: number };
  /** From 1; the last page when the query asks for one beyond it. */
  page: number;
  pages: number;
}

const VENDORS_PER_PAGE = 100;

/**
 * Reads one page of the list of vendors. Equal vendors follow their names; the SKUs without a vendor come last by name.
 * Archived vendors are listed as long as something is ordered from them, or when they are asked for.
 */
export async function readVendorReport(
  shop: string,
  query: VendorQuery,
  pageSize = VENDORS_PER_PAGE,
): Promise<VendorReport> {
  const [all, settings, stored, isFound] = await Promise.all([
    readVendorTotals(shop),
    readSettings(shop),
    readShop(shop),
    prepareSearch(shop, query.q),
  ]);
  const service = await readVendorService(shop, settings.method);
  const found = all
    .filter((line) => isFound(line) && (query.archived || !line.isArchived || line.skus > 0))
    .map((line): VendorRow => describeVendor(line, settings.leadTimeDays, stored?.currency ?? null, service));
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

/** Whether a vendor is meant by a search text, by the name that is shown or another one of its names. */
async function prepareSearch(shop: string, text: string): Promise<(line: VendorTotals) => boolean> {
  if (text === "") return () => true;
  const needle = foldText(text);
  const ids = await findVendorIdsByText(shop, text);
  return ({ vendorId, vendor }) =>
    vendorId !== null && (ids.has(vendorId) || (vendor !== null && foldText(vendor).includes(needle)));
}

function describeVendor(
  line: VendorTotals,
  shopLeadTimeDays: number,
  shopCurrency: string | null,
  service: ReadonlyMap<string | null, VendorService>,
): VendorRow {
  const { leadTimeDays, exchangeRate: _rate, minimumOrderValue: _minimum, ...totals } = line;
  return {
    ...totals,
    currency: shopCurrency,
    leadTime:
      leadTimeDays === null ? { days: shopLeadTimeDays, source: "shop" } : { days: leadTimeDays, source: "vendor" },
    minimumOrder: describeMinimum(line),
    achieved: service.get(line.vendorId) ?? null,
  };
}

function describeMinimum(line: VendorTotals): VendorMinimum | null {
  const { minimumOrderValue: value, currency, exchangeRate } = line;
  if (value === null || value === 0) return null;
  if (exchangeRate === null) return { value, currency, comparison: "no-rate" };
  const hasValue = line.skusToReorder > line.skusToReorderWithoutCost;
  const comparison = hasValue ? compareWithMinimum(line.orderValue, value * exchangeRate) : null;
  return { value, currency, comparison: comparison ?? "no-value" };
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
    const [first, second] = [sortValue(a, sort), sortValue(b, sort)];
    // Who has no figure comes last in both directions.
    if (first === null || second === null) {
      return Number(first === null) - Number(second === null) || compareNames(a, b, 1);
    }
    return sign * (first - second) || compareNames(a, b, 1);
  };
}

function sortValue(row: VendorRow, sort: Exclude<VendorSortKey, "vendor">): number | null {
  if (sort === "leadTimeDays") return row.leadTime.days;
  if (sort === "achievedService") return row.achieved?.coverage ?? null;
  return row[sort];
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

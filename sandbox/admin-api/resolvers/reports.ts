import type { ShopData } from "../../shop-data";
import { reckonStock, sumSales } from "../../stock-history";
import { COMPARISONS, parseStockQuery, ShopifyqlParseError, type Metric, type StockQuery } from "../shopifyql";
import type { ResolverMap } from "./resolver";

type Row = Record<"product_variant_id" | "day" | Metric, string>;

export const reportResolvers: ResolverMap = {
  QueryRoot: {
    shopifyqlQuery: (_root: unknown, { query }: { query: string }, { data, now }) => {
      try {
        return { ...NOTHING, tableData: tableOf(parseStockQuery(query), data, now) };
      } catch (error) {
        if (error instanceof ShopifyqlParseError) return { ...NOTHING, parseErrors: [error.message] };
        throw error;
      }
    },
  },
};

const NOTHING = { analyticsTargets: [], parseErrors: [] as string[], parseWarnings: [], tableData: null };

function tableOf(query: StockQuery, data: ShopData, now: Date) {
  const columns = [
    { name: "product_variant_id", dataType: "IDENTITY", displayName: "Product variant ID" },
    { name: "day", dataType: "DAY_TIMESTAMP", displayName: "Day" },
    ...query.metrics.map((name) => ({ name, dataType: "INTEGER", displayName: name.replaceAll("_", " ") })),
  ];
  const rows = readRows(query, data, now).slice(query.offset, query.offset + query.limit);
  return { columns, rows };
}

/** The rows of the query that was asked last: its further pages follow, and each would reckon everything anew. */
let lastRead: { data: ShopData; query: string; rows: readonly Row[] } | undefined;

function readRows(query: StockQuery, data: ShopData, now: Date): readonly Row[] {
  const key = JSON.stringify({ ...query, offset: 0 });
  if (query.offset === 0 || lastRead?.data !== data || lastRead.query !== key) {
    lastRead = { data, query: key, rows: reckonRows(query, data, now) };
  }
  return lastRead.rows;
}

function reckonRows({ since, until, metrics, having }: StockQuery, data: ShopData, now: Date): Row[] {
  const sales = sumSales(data.store, since);
  const today = now.toISOString().slice(0, 10);
  const variants = data.variants.filter(({ inventoryItem }) => inventoryItem.tracked);
  return [...variants].sort(byId).flatMap((variant) => {
    const days = reckonStock(variant, sales.get(variant.id) ?? new Map<string, number>(), {
      data,
      firstDay: since,
      lastDay: today,
    }).filter(({ day }) => day <= until);
    return days.reverse().flatMap(({ day, starting, ending }): Row[] => {
      const units = { starting_inventory_units: starting, ending_inventory_units: ending };
      if (having && !COMPARISONS[having.comparison](units[having.metric], having.value)) return [];
      const shown = Object.fromEntries(metrics.map((metric) => [metric, String(units[metric])]));
      return [{ product_variant_id: variant.id, day, ...shown } as Row];
    });
  });
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : 1);
}

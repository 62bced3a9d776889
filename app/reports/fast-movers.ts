import {
  readMovers,
  readSalesByDecile,
  type DecileSales,
  type Movers,
  type StandingOut,
} from "~/data/velocity-queries";

export type { Movers, StandingOut };

/** One line of the Fast Movers summary. */
export interface DecileRow {
  decile: number;
  skus: number;
  /** Units sold in the demand window. */
  units: number;
  /** This decile's part of all units sold, 0 to 1. */
  shareOfUnits: number;
  /** The part of the deciles 1 to this one. */
  cumulativeShareOfUnits: number;
  /** Its part of what all units sold for, at today's prices; null where no price is known. */
  shareOfRevenue: number | null;
  /** How long what is available lasts at the decile's pace; null where nothing of it is tracked. */
  daysOfCover: number | null;
  /** What is on hand at cost, in the shop's currency; null where no cost is known. */
  stockValue: number | null;
}

export interface VelocitySummary {
  deciles: DecileRow[];
  units: number;
  skusWithSales: number;
  skusWithoutSales: number;
  /** The SKUs of the status no-sales, and what is on hand of them at cost; null where no cost is known. */
  noSales: { skus: number; stockValue: number | null };
  /** SKUs with stock that every stock value leaves out, since their unit cost is not known. */
  stockedWithoutCost: number;
  /** The shop's, as an ISO 4217 code; null where it is not known, or nothing is planned. */
  currency: string | null;
}

/** Reads how the shop's sales spread over its velocity deciles; a shop without sales has no deciles. */
export async function readVelocitySummary(shop: string): Promise<VelocitySummary> {
  const sales = await readSalesByDecile(shop);
  const selling = sales.filter((line): line is DecileSales & { decile: number } => line.decile !== null);
  const units = selling.reduce((total, line) => total + line.units, 0);
  const revenue = selling.reduce((total, line) => total + line.revenue, 0);
  let cumulativeUnits = 0;
  const deciles = selling.map((line): DecileRow => {
    cumulativeUnits += line.units;
    return {
      decile: line.decile,
      skus: line.skus,
      units: line.units,
      shareOfUnits: line.units / units,
      cumulativeShareOfUnits: cumulativeUnits / units,
      shareOfRevenue: revenue > 0 ? line.revenue / revenue : null,
      daysOfCover: line.demandPerDay > 0 ? line.stockUnits / line.demandPerDay : null,
      stockValue: valueOrNone(line.stockValue, line.stockedWithoutCost),
    };
  });
  const unsold = sales.find(({ decile }) => decile === null);
  return {
    deciles,
    units,
    skusWithSales: deciles.reduce((total, { skus }) => total + skus, 0),
    skusWithoutSales: unsold?.skus ?? 0,
    noSales: {
      skus: unsold?.noSalesSkus ?? 0,
      stockValue: valueOrNone(unsold?.noSalesStockValue ?? 0, unsold?.noSalesWithoutCost ?? 0),
    },
    stockedWithoutCost: sales.reduce((total, line) => total + line.stockedWithoutCost, 0),
    currency: sales[0]?.currency ?? null,
  };
}

/** What nothing was added to, though there was something to add, is not known. */
function valueOrNone(value: number, withoutCost: number): number | null {
  return value === 0 && withoutCost > 0 ? null : value;
}

const MOVERS_SHOWN = 5;

/** Reads what sells more or less than in the demand window before, and what hardly sells at all. */
export async function readStandingOut(shop: string): Promise<Movers> {
  return readMovers(shop, MOVERS_SHOWN);
}

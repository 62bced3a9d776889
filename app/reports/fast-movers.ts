import { readSalesByDecile } from "~/data/velocity-queries";

/** One line of the Fast Movers summary. */
interface DecileRow {
  decile: number;
  skus: number;
  /** Units sold in the demand window. */
  units: number;
  /** This decile's part of all units sold, 0 to 1. */
  shareOfUnits: number;
  /** The part of the deciles 1 to this one. */
  cumulativeShareOfUnits: number;
}

export interface VelocitySummary {
  deciles: DecileRow[];
  units: number;
  skusWithSales: number;
  skusWithoutSales: number;
}

/** Reads how the shop's sales spread over its velocity deciles; a shop without sales has no deciles. */
export async function readVelocitySummary(shop: string): Promise<VelocitySummary> {
  const sales = await readSalesByDecile(shop);
  const units = sales.reduce((total, { decile, units }) => (decile === null ? total : total + units), 0);
  const deciles: DecileRow[] = [];
  let skusWithoutSales = 0;
  let cumulativeUnits = 0;
  for (const line of sales) {
    if (line.decile === null) {
      skusWithoutSales = line.skus;
      continue;
    }
    cumulativeUnits += line.units;
    deciles.push({
      decile: line.decile,
      skus: line.skus,
      units: line.units,
      shareOfUnits: line.units / units,
      cumulativeShareOfUnits: cumulativeUnits / units,
    });
  }
  return { deciles, units, skusWithSales: deciles.reduce((total, { skus }) => total + skus, 0), skusWithoutSales };
}

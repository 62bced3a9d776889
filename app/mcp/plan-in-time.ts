import { z } from "zod";
import { describeSync, readSyncFacts } from "~/data/sync-status";
import { dataAsOf } from "~/reports/freshness";
import { ToolError } from "./tool-error";

/** In every answer that was made from plans. */
export const asOfSchema = z.iso
  .datetime()
  .nullable()
  .describe("Whatever changed in Shopify before is taken into account.");

/**
 * How old the data are from which the shop's plans are made; ISO 8601.
 *
 * @throws {ToolError} before the first plan: a list without rows would say "order nothing"
 */
export async function readAsOf(shop: string): Promise<string | null> {
  const facts = await readSyncFacts(shop);
  if (describeSync(facts).hasPlan) return dataAsOf(facts)?.toISOString() ?? null;
  throw new ToolError(
    "The shop's first plan is not ready yet, so nothing can be said of its items. get_health tells how far the first pull is; ask again in a minute.",
  );
}

import type { Transaction } from "./transaction";

/** Items that an undo leaves as they are, since somebody changed them after what is undone. */
export interface KeptItems {
  kept: number;
  /** Their SKUs, or titles where they have none; of many, the first. */
  keptItems: string[];
}

const MOST_ITEMS_NAMED = 50;

/** @param table a temporary one of `variant_id` and `kept`, which an undo has made */
export async function readKept(transaction: Transaction, shop: string, table: string): Promise<KeptItems> {
  const { rows } = await transaction.query<{ item: string; kept: number }>(
    `SELECT coalesce(nullif(variant.sku, ''), variant.product_title) AS item, count(*) OVER ()::integer AS kept
     FROM variants AS variant
     WHERE variant.shop = $1 AND variant.deleted_at IS NULL
       AND variant.variant_id IN (SELECT variant_id FROM ${table} AS staged WHERE staged.kept)
     ORDER BY variant.variant_id LIMIT $2`,
    [shop, MOST_ITEMS_NAMED],
  );
  return { kept: rows[0]?.kept ?? 0, keptItems: rows.map(({ item }) => item) };
}

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { pool } from "~/db.server";
import { ALERT_STATUSES } from "./alert-settings";
import type { Transaction } from "./transaction";

const countsSchema = z.object({ outOfStock: z.number(), reorderNow: z.number(), reorderSoon: z.number() });

/** How many SKUs are in which state. */
export type DigestCounts = z.infer<typeof countsSchema>;

const itemSchema = z.object({
  variantId: z.string(),
  sku: z.string().nullable(),
  productTitle: z.string(),
  variantTitle: z.string().nullable(),
  status: z.enum(ALERT_STATUSES),
  available: z.number(),
  incoming: z.number(),
  suggestedOrderQuantity: z.number().nullable(),
});

export type DigestItem = z.infer<typeof itemSchema>;

const vendorSchema = z.object({
  /** null for the items that no vendor supplies. */
  vendorId: z.string().nullable(),
  name: z.string().nullable(),
  /** How many of its items there are to tell of, of which `items` are the first. */
  skus: z.number(),
  items: z.array(itemSchema),
});

export type DigestVendor = z.infer<typeof vendorSchema>;

/** What a shop's staff is told at one time, as it stood then. */
export const digestSchema = z.object({
  /** ISO 8601. */
  madeAt: z.string(),
  /** Tells what was told before, too: somebody wants to see whether it arrives. */
  isTest: z.boolean(),
  shopName: z.string(),
  /** IANA name. */
  timeZone: z.string(),
  language: z.string(),
  /** Whose items it is about; null for all. Those that were stored before this was noted say of nothing that it is limited. */
  vendorIds: z.array(z.string()).nullable().default(null),
  news: countsSchema,
  standing: countsSchema,
  vendors: z.array(vendorSchema),
  vendorsLeftOut: z.number(),
});

export type Digest = z.infer<typeof digestSchema>;

/** By which way a digest goes to somebody. */
export type AlertChannel = { kind: "email"; recipient: string } | { kind: "webhook" };

/**
 * Stores a digest with a delivery for each way that it goes. The caller has locked the shop's alerts: otherwise
 * what it stores could outlive them.
 *
 * @param takenUntil where the caller makes the first attempt itself: until when nobody else does
 * @returns the ids of the deliveries, in the order of `channels`
 */
export async function storeDigest(
  transaction: Transaction,
  shop: string,
  digest: Digest,
  { channels, takenUntil = null }: { channels: readonly AlertChannel[]; takenUntil?: Date | null },
): Promise<string[]> {
  const digestId = randomUUID();
  await transaction.query(
    "INSERT INTO alert_digests (shop, digest_id, made_at, is_test, content) VALUES ($1, $2, $3, $4, $5)",
    [shop, digestId, digest.madeAt, digest.isTest, JSON.stringify(digest)],
  );
  const deliveryIds = channels.map(() => randomUUID());
  for (const [index, channel] of channels.entries()) {
    await transaction.query(
      `INSERT INTO alert_deliveries (shop, delivery_id, digest_id, channel, recipient, made_at, due_at, attempts)
       VALUES ($1, $2, $3, $4, $5, $6, coalesce($7::timestamptz, $6), CASE WHEN $7::timestamptz IS NULL THEN 0 ELSE 1 END)`,
      [
        shop,
        deliveryIds[index],
        digestId,
        channel.kind,
        channel.kind === "email" ? channel.recipient : null,
        digest.madeAt,
        takenUntil,
      ],
    );
  }
  return deliveryIds;
}

/** How often somebody had a test sent since then. */
export async function countTests(transaction: Transaction, shop: string, since: Date): Promise<number> {
  const { rows } = await transaction.query<{ count: number }>(
    "SELECT count(*)::integer AS count FROM alert_digests WHERE shop = $1 AND made_at > $2 AND is_test",
    [shop, since],
  );
  return rows[0]?.count ?? 0;
}

const DAYS_KEPT = 30;

/** Forgets digests of long ago, and how they were sent. */
export async function pruneDigests(): Promise<void> {
  for (const table of ["alert_deliveries", "alert_digests"]) {
    await pool.query(`DELETE FROM ${table} WHERE made_at < now() - make_interval(days => ${DAYS_KEPT})`);
  }
}

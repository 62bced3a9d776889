import { expect } from "vitest";
import type { WebhookCounts } from "../../sandbox/webhook-counts";
import type { FaultyShop } from "./faulty-shop";

/** What becomes of a shop's webhooks on their way. */
export const FAULT_SHARES = { duplicateShare: 0.2, reorderShare: 0.1, lostShare: 0.05, badSignatureShare: 0.05 };

/** What the app has answered with 200 it has kept. */
export async function expectKept({ sandbox, shop, query }: FaultyShop): Promise<void> {
  const { recent } = sandbox.installation.webhooks;
  const answered = recent.filter(({ state }) => state === "delivered").map(({ webhookId }) => webhookId);
  const kept = await query<{ id: string }>(
    "SELECT webhook_id AS id FROM webhook_deliveries WHERE shop = $1 AND webhook_id = ANY($2::text[])",
    [shop, answered],
  );
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(answered));
}

/** The shop has owed the app so many deliveries, with so many faults; and the app believed none with a bad signature. */
export function expectFaults(
  counts: Readonly<WebhookCounts>,
  { since, deliveries }: { since: Readonly<WebhookCounts>; deliveries: number },
): void {
  const more = (name: keyof WebhookCounts) => counts[name] - since[name];
  expect(more("due")).toBeGreaterThanOrEqual(deliveries);
  expect(more("duplicated")).toBeGreaterThan(0.8 * FAULT_SHARES.duplicateShare * deliveries);
  expect(more("reordered")).toBeGreaterThan(0.8 * FAULT_SHARES.reorderShare * deliveries);
  expect(more("lost")).toBeGreaterThan(0.8 * FAULT_SHARES.lostShare * deliveries);
  expect(more("badlySigned")).toBeGreaterThan(0.8 * FAULT_SHARES.badSignatureShare * deliveries);
  expect(counts.badlySignedDelivered).toBe(0);
}

import type { DeliveryOutcome, PendingDelivery } from "~/data/webhook-deliveries";
import type { AdminClient } from "~/shopify/admin-client";

/** What deliveries of one shop are worked on with. */
export interface DeliveryContext {
  shop: string;
  /** IANA name of the shop's zone. */
  timeZone: string;
  client: AdminClient;
  now: Date;
  signal: AbortSignal;
}

/** A delivery of which is known what it tells of, if not always what. */
export type SubjectDelivery = PendingDelivery & { subjectId: string };

/** Acts on deliveries of one kind together, and settles them: all or nothing, so that it can be tried again with fewer. */
export type ApplyDeliveries = (context: DeliveryContext, deliveries: readonly SubjectDelivery[]) => Promise<void>;

/** How it ended with each delivery, by its id. */
export type Outcomes = Map<string, DeliveryOutcome>;

/** Shopify's clock and ours differ. */
const CLOCK_TOLERANCE_MS = 2_000;

/** By when, on our clock, something had been asked of Shopify, for a delivery of `triggeredAt` to be newer than its answer. */
export function toldBy(triggeredAt: Date): Date {
  return new Date(triggeredAt.getTime() + CLOCK_TOLERANCE_MS);
}

import { forgetAlerts } from "~/data/alert-settings";
import { revokeAllApiTokens } from "~/data/api-tokens";
import type { Actor } from "~/data/audit-entries";
import {
  deleteShop,
  installShop,
  noteAccessLost,
  readShop,
  storeScopes,
  storeShopFacts,
  uninstallShop,
} from "~/data/shops";
import { cancelRuns, readLatestRun } from "~/data/sync-runs";
import { forgetPendingDeliveries } from "~/data/webhook-deliveries";
import { logger } from "~/ops/logger";
import { AdminClient, type AdminGraphql } from "~/shopify/admin-client";
import { budgetOf } from "~/shopify/budgets";
import { readShopFacts } from "~/shopify/shop-facts";
import { ShopifyError } from "~/shopify/shopify-error";
import { scopesUpdateSchema } from "~/shopify/webhook-payloads";
import { enqueueRedaction, retryRun } from "./job-queue";

/** A merchant waits for the page meanwhile. */
const REGISTRATION_PATIENCE_MS = 5_000;

/**
 * Stores a shop whose token was just exchanged: a new one, one that installs the app again, or one whose token had run
 * out. A new one's name and time zone are asked for; when Shopify does not say them right now, the first pull asks again.
 */
export async function registerShop(session: { shop: string; scope?: string }, graphql: AdminGraphql): Promise<void> {
  const { shop, scope = "" } = session;
  await installShop(shop, scope.split(",").filter(Boolean));
  // Another time zone than the stored one is for the next pull to find, which then dates the order lines anew.
  if ((await readShop(shop))?.timeZone) return;
  try {
    const options = { patienceMs: REGISTRATION_PATIENCE_MS, priority: "interactive", budget: budgetOf(shop) } as const;
    const facts = await readShopFacts(new AdminClient(graphql, options));
    await storeShopFacts(shop, facts);
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error;
    logger.warn({ shop, code: error.code }, "Shopify did not describe the shop at its installation");
  }
}

/** By whom the audit trail says that tokens were revoked. */
const REMOVAL: Actor = { id: "removal", name: "Removal of the app" };

/**
 * The merchant removed the app: its tokens are void, so they go, and so does all work for the shop. Repeatable.
 *
 * @param removedAt when; a delivery that comes after the app was installed again changes nothing
 */
export async function unregisterShop(shop: string, removedAt: Date): Promise<void> {
  const stored = await readShop(shop);
  if (stored && stored.installedAt > removedAt) return;
  await uninstallShop(shop);
  // They would hold again with the next installation, and whoever removes the app wants nobody to get in any more.
  await revokeAllApiTokens(shop, { now: new Date(), actor: REMOVAL });
  await forgetPendingDeliveries(shop);
  await forgetAlerts(shop);
  await cancelRuns(shop, "uninstalled", "The app was uninstalled while data were being pulled.");
}

/**
 * Shopify does not accept the app's access to the shop: all work for the shop ends, and none is begun, until a merchant
 * opens the app again, which exchanges a new token. Repeatable.
 */
export async function loseAccess(shop: string, { code, message }: ShopifyError): Promise<void> {
  await noteAccessLost(shop);
  await cancelRuns(shop, code, message);
}

/**
 * Shopify asks for this 48 hours after the app was removed: deletes all that is stored of the shop, now and again once every
 * job has ended that was under way. Repeatable.
 */
export async function redactShop(shop: string, requestedAt = new Date()): Promise<void> {
  await cancelRuns(shop, "uninstalled", "The shop's data are being deleted.");
  await deleteShop(shop);
  await enqueueRedaction(shop, requestedAt);
}

/** Deletes what jobs that were under way have written after {@link redactShop}; a shop that came back since keeps its data. */
export async function finishRedaction(shop: string, requestedAt: Date): Promise<void> {
  const stored = await readShop(shop);
  if (stored && stored.installedAt > requestedAt) return;
  await deleteShop(shop);
}

/**
 * The merchant granted or revoked access scopes. A pull that failed for want of one is tried again.
 *
 * @param body of app/scopes_update
 */
export async function changeScopes(shop: string, body: string): Promise<void> {
  const { current } = scopesUpdateSchema.parse(JSON.parse(body));
  await storeScopes(shop, current);
  for (const kind of ["first-pull", "refresh"] as const) {
    const latest = await readLatestRun(shop, kind);
    if (latest?.status === "failed" && latest.errorCode === "missing-scope") await retryRun(shop, kind);
  }
}

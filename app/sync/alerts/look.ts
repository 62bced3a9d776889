import { listShopsWithDueAlerts } from "~/data/alert-deliveries";
import { storeDigest, type AlertChannel, type Digest } from "~/data/alert-digests";
import { beginLook, endLook, listShopsToLookAt, type AlertLook } from "~/data/alert-looks";
import type { AlertSettings } from "~/data/alert-settings";
import { hasReadableWebhook } from "~/data/alert-webhook";
import { noteAllTold, readToldItems, settleAlertedItems, type DigestLimits } from "~/data/alerted-items";
import { inTransaction, type Transaction } from "~/data/transaction";
import { environment } from "~/ops/env";
import { logger } from "~/ops/logger";
import { alertDigests } from "~/ops/metrics";
import { enqueueForShops } from "../job-queue";
import { endOfQuietHours, nextDigestAt, type Clock } from "./schedule";

/** What somebody reads in an email; the list has the rest. */
const DIGEST_LIMITS: DigestLimits = { vendors: 50, itemsPerVendor: 50, items: 200 };

/**
 * Looks at the plans of every shop where there may be something to tell, and has sent what there is, of each shop at once: the next may
 * have very many plans.
 */
export async function lookForAlerts({ signal, clock }: { signal: AbortSignal; clock: Clock }): Promise<void> {
  await enqueueForShops("alert-deliveries", await listShopsWithDueAlerts(clock()));
  for (const shop of await listShopsToLookAt(clock())) {
    if (signal.aborted) return;
    try {
      if (await lookAtShop(shop, clock())) await enqueueForShops("alert-deliveries", [shop]);
    } catch (error) {
      logger.error(
        { err: error, shop },
        "It could not be found out whether the shop's staff has to be told of something",
      );
    }
  }
}

/**
 * Notes what is new among a shop's plans and, when a digest is due, makes it, with a delivery for each channel, in one transaction:
 * so that each state is told of once, whatever ends the process.
 *
 * @returns whether a digest was made
 */
export async function lookAtShop(shop: string, now: Date): Promise<boolean> {
  const isMade = await inTransaction(async (transaction) => {
    const look = await beginLook(transaction, shop);
    if (look === null) return false;
    const { settings, hasChanged, isContinued, planVersion } = look;
    if (hasChanged) await settleAlertedItems(transaction, shop, settings, isContinued ? now : null);
    const due = await makeDigestIfDue(transaction, shop, look, now);
    await endLook(transaction, shop, { now, planVersion, ...due });
    return due.isMade;
  });
  if (isMade) {
    alertDigests.inc();
    logger.info({ shop }, "A digest of what runs out was made");
  }
  return isMade;
}

interface DueDigest {
  isMade: boolean;
  nextDigestAt: Date | null;
  /** Until when one that is due has to wait for the end of quiet hours. */
  quietUntil: Date | null;
}

async function makeDigestIfDue(transaction: Transaction, shop: string, look: AlertLook, now: Date): Promise<DueDigest> {
  const { settings, timeZone, nextDigestAt: dueAt } = look;
  if (dueAt === null || dueAt > now) return { isMade: false, nextDigestAt: dueAt, quietUntil: null };
  const schedule = { ...settings, timeZone };
  const quietUntil = endOfQuietHours(schedule, now);
  if (quietUntil > now) return { isMade: false, nextDigestAt: dueAt, quietUntil };
  const channels = channelsOf(settings, look.hasWebhook && (await hasReadableWebhook(shop, transaction)));
  const next = nextDigestAt(schedule, now);
  if (channels.length === 0) return { isMade: false, nextDigestAt: next, quietUntil: null };
  const digest = await composeDigest(shop, look, { now, onlyUntold: true }, transaction);
  const isEmpty = digest.vendors.length === 0;
  if (isEmpty) return { isMade: false, nextDigestAt: settings.frequency === "daily" ? next : dueAt, quietUntil: null };
  await storeDigest(transaction, shop, digest, { channels });
  await noteAllTold(transaction, shop);
  return { isMade: true, nextDigestAt: next, quietUntil: null };
}

/** The ways by which a shop's digests go, of those that there are on this installation. */
export function channelsOf({ emails }: Pick<AlertSettings, "emails">, hasWebhook: boolean): AlertChannel[] {
  const recipients = environment().mail === undefined ? [] : emails;
  return [
    ...recipients.map((recipient) => ({ kind: "email" as const, recipient })),
    ...(hasWebhook ? [{ kind: "webhook" as const }] : []),
  ];
}

/** What there is to tell a shop's staff now. */
export async function composeDigest(
  shop: string,
  { settings, shopName, timeZone }: Pick<AlertLook, "settings" | "shopName" | "timeZone">,
  { now, onlyUntold, isTest = false }: { now: Date; onlyUntold: boolean; isTest?: boolean },
  connection?: Transaction,
): Promise<Digest> {
  const told = await readToldItems(shop, { onlyUntold, limits: DIGEST_LIMITS }, connection);
  const { language, vendorIds } = settings;
  return { madeAt: now.toISOString(), isTest, shopName, timeZone, language, vendorIds, ...told };
}

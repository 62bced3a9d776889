import { DateTime } from "luxon";
import { listInstalledShops, readShop } from "~/data/shops";
import { readLastWholePullStart, readLatestRun } from "~/data/sync-runs";
import { logger } from "~/ops/logger";
import { calendarDay } from "~/planning/calendar";
import { enqueueRun } from "./job-queue";

/** Of the shop's night: late enough for the day's last orders, early enough to be over when the shop opens. */
const NOT_BEFORE_HOUR = 2;
/** After all its repetitions failed, a reconciliation rests as long before it is tried again without anybody asking. */
const PAUSE_AFTER_FAILURE_MS = 3 * 60 * 60_000;

/** Has the data of every shop that has the app compared with Shopify's once a day, in the shop's own night. */
export async function startDueReconciliations(now = new Date()): Promise<void> {
  for (const shop of await listInstalledShops()) {
    try {
      if (await isReconciliationDue(shop, now)) await enqueueRun(shop, "reconciliation", { inBackground: true });
    } catch (error) {
      logger.error({ err: error, shop }, "It could not be found out whether the shop's data have to be compared");
    }
  }
}

async function isReconciliationDue(shop: string, now: Date): Promise<boolean> {
  const [stored, lastWholePull, latest] = await Promise.all([
    readShop(shop),
    readLastWholePullStart(shop),
    readLatestRun(shop, "reconciliation"),
  ]);
  if (!stored?.timeZone || stored.accessLostAt || lastWholePull === null) return false;
  if (DateTime.fromJSDate(now, { zone: stored.timeZone }).hour < NOT_BEFORE_HOUR) return false;
  if (latest?.status === "failed" && now.getTime() - latest.startedAt.getTime() < PAUSE_AFTER_FAILURE_MS) return false;
  return calendarDay(lastWholePull, stored.timeZone) < calendarDay(now, stored.timeZone);
}

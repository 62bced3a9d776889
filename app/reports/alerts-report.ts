import { readAlertDeliveries, type AlertDelivery } from "~/data/alert-deliveries";
import { readAlertEntries, type AlertEntry } from "~/data/alert-entries";
import {
  ALERT_STATUSES,
  readAlerts,
  type AlertSettings,
  type AlertStatus,
  type NextDigest,
} from "~/data/alert-settings";
import { readWebhook } from "~/data/alert-webhook";
import { UndecipherableTokenError } from "~/data/token-cipher";
import { NO_VENDOR } from "~/data/plan-filter";
import { readVendorsById, type VendorChoice } from "~/data/vendor-queries";
import { environment } from "~/ops/env";

export type { NextDigest };

/** How it went, or goes, with a delivery. Instants are ISO 8601. */
export interface AlertDeliveryRow extends Omit<AlertDelivery, "madeAt" | "dueAt" | "endedAt"> {
  madeAt: string;
  dueAt: string;
  endedAt: string | null;
}

/** What is told of a webhook to whoever looks: of its address the host alone, since the rest is a secret. */
export type WebhookState = { kind: "none" } | { kind: "stored"; host: string } | { kind: "unreadable" };

/** All that a shop's page of alerts shows, but for the preview. */
export interface AlertsReport {
  settings: AlertSettings;
  /** Of which one can choose, the worst first. */
  statuses: readonly AlertStatus[];
  webhook: WebhookState;
  /** Whether this installation can send emails. */
  isMailSetUp: boolean;
  /** Those that are chosen. */
  vendors: VendorChoice[];
  deliveries: AlertDeliveryRow[];
  /** What was changed, the latest first. */
  entries: AlertEntry[];
  /** The latest of them; "0" when there is none. The form sends it back, so that no later change is overwritten unseen. */
  seenEntryId: string;
}

/** Some digests to as many people as can be told. */
const DELIVERIES_SHOWN = 50;
const ENTRIES_SHOWN = 20;

/** @param language what a shop is written to in until somebody has chosen */
export async function readAlertsReport(shop: string, language: string): Promise<AlertsReport> {
  // First, so that a change that comes between the two readings is one that the form has not seen.
  const entries = await readAlertEntries(shop, { limit: ENTRIES_SHOWN });
  const alerts = await readAlerts(shop);
  const [webhook, vendors, deliveries] = await Promise.all([
    readWebhookState(shop),
    readVendorsById(shop, alerts.settings.vendorIds ?? []),
    readAlertDeliveries(shop, DELIVERIES_SHOWN),
  ]);
  const settings = withoutDeletedVendors(alerts.settings, vendors);
  return {
    settings: alerts.isChosen ? settings : { ...settings, language },
    statuses: ALERT_STATUSES,
    webhook,
    isMailSetUp: environment().mail !== undefined,
    vendors,
    deliveries: deliveries.map(toRow),
    entries,
    seenEntryId: entries[0]?.entryId ?? "0",
  };
}

/** Nobody could see them in the page's list, to take them out of it. */
function withoutDeletedVendors(settings: AlertSettings, chosen: readonly VendorChoice[]): AlertSettings {
  const isThere = (id: string) => id === NO_VENDOR || chosen.some(({ vendorId }) => vendorId === id);
  return { ...settings, vendorIds: settings.vendorIds?.filter(isThere) ?? null };
}

async function readWebhookState(shop: string): Promise<WebhookState> {
  try {
    const webhook = await readWebhook(shop);
    return webhook === null ? { kind: "none" } : { kind: "stored", host: new URL(webhook.address).host };
  } catch (error) {
    if (error instanceof UndecipherableTokenError) return { kind: "unreadable" };
    throw error;
  }
}

function toRow({ madeAt, dueAt, endedAt, ...delivery }: AlertDelivery): AlertDeliveryRow {
  return {
    ...delivery,
    madeAt: madeAt.toISOString(),
    dueAt: dueAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

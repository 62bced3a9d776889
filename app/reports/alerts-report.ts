import { readAlertDeliveries, type AlertDelivery } from "~/data/alert-deliveries";
import { readAlerts, type AlertSettings } from "~/data/alert-settings";
import { readWebhook } from "~/data/alert-webhook";
import { readAuditEntriesOfAll, type AuditEntry } from "~/data/audit-entries";
import { UndecipherableTokenError } from "~/data/token-cipher";
import { readVendorChoices, type VendorChoice } from "~/data/vendor-queries";
import { environment } from "~/ops/env";

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
  webhook: WebhookState;
  /** Whether this installation can send emails. */
  isMailSetUp: boolean;
  /** ISO 8601; null while there is no way to send one. */
  nextDigestAt: string | null;
  vendors: VendorChoice[];
  deliveries: AlertDeliveryRow[];
  entries: AuditEntry[];
}

const DELIVERIES_SHOWN = 20;
const ENTRIES_SHOWN = 20;

/** @param language what a shop is written to in until somebody has chosen */
export async function readAlertsReport(shop: string, language: string): Promise<AlertsReport> {
  const [alerts, webhook, vendors, deliveries, entries] = await Promise.all([
    readAlerts(shop),
    readWebhookState(shop),
    readVendorChoices(shop),
    readAlertDeliveries(shop, DELIVERIES_SHOWN),
    readAuditEntriesOfAll(shop, "alerts", { limit: ENTRIES_SHOWN }),
  ]);
  return {
    settings: alerts.isChosen ? alerts.settings : { ...alerts.settings, language },
    webhook,
    isMailSetUp: environment().mail !== undefined,
    nextDigestAt: alerts.nextDigestAt?.toISOString() ?? null,
    vendors,
    deliveries: deliveries.map(toRow),
    entries,
  };
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

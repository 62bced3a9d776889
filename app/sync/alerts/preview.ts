import { readShopForAlerts } from "~/data/alert-looks";
import { readAlerts } from "~/data/alert-settings";
import { writeEmailBodies } from "./digest-email";
import { composeDigest, lookAtShop } from "./look";
import { writeDigest } from "./write-digest";

/** An email as it would go now. */
export interface DigestPreview {
  subject: string;
  /** A whole page. */
  html: string;
  /** False where all was told before: then it shows what stands. */
  isNew: boolean;
}

/**
 * Writes the email that would go now, by the same means as it does.
 *
 * @param language what a shop is written to in until somebody has chosen
 */
export async function previewDigest(shop: string, language: string, now: Date): Promise<DigestPreview> {
  await lookAtShop(shop, now);
  const [alerts, shopFacts] = await Promise.all([readAlerts(shop), readShopForAlerts(shop)]);
  const settings = alerts.isChosen ? alerts.settings : { ...alerts.settings, language };
  const compose = (onlyUntold: boolean) => composeDigest(shop, { settings, ...shopFacts }, { now, onlyUntold });
  const next = await compose(true);
  const isNew = next.vendors.length > 0;
  const written = writeDigest(shop, isNew ? next : await compose(false));
  return { subject: written.subject, html: writeEmailBodies(written).html, isNew };
}

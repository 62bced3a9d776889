import { readLocations } from "~/data/shop-settings";
import { storeLocations } from "~/data/locations";
import { readShop } from "~/data/shops";
import { inTransaction } from "~/data/transaction";
import { settleDeliveries, type DeliveryOutcome } from "~/data/webhook-deliveries";
import { readReducedPayload } from "~/shopify/webhook-payloads";
import { readLocationFacts } from "~/shopify/shop-facts";
import type { DeliveryContext, SubjectDelivery } from "./delivery-context";
import { askForRefresh } from "./ensure-fresh";

/**
 * Asks for all locations, which are few and change seldom. When others are active now, a refresh takes over: it brings their
 * levels too, and plans everything anew.
 */
export async function applyLocations(context: DeliveryContext, deliveries: readonly SubjectDelivery[]): Promise<void> {
  const { shop, client, signal } = context;
  const [stated, stored] = [await readLocationFacts(client, { signal }), await readLocations(shop)];
  const activeIds = (locations: readonly { locationId: string; active: boolean }[]) =>
    locations.filter(({ active }) => active).map(({ locationId }) => locationId);
  const [now, before] = [activeIds(stated), activeIds(stored)];
  const isSame = now.length === before.length && now.every((id) => before.includes(id));
  if (isSame) await storeLocations(shop, stated);
  else await askForRefresh(shop);
  await settleAll(shop, deliveries, "done");
}

/** Another time zone or currency changes every day and every plan: a refresh takes that over. */
export async function applyShop({ shop }: DeliveryContext, deliveries: readonly SubjectDelivery[]): Promise<void> {
  const stored = await readShop(shop);
  const told = readReducedPayload("shop/update", deliveries.at(-1)?.payload);
  const differs =
    !told ||
    told.name !== stored?.name ||
    (told.iana_timezone ?? stored.timeZone) !== stored.timeZone ||
    (told.currency ?? stored.currency) !== stored.currency;
  if (differs) await askForRefresh(shop);
  await settleAll(shop, deliveries, "done");
}

async function settleAll(shop: string, deliveries: readonly SubjectDelivery[], outcome: DeliveryOutcome) {
  const outcomes = new Map(deliveries.map(({ webhookId }) => [webhookId, outcome]));
  await inTransaction((transaction) => settleDeliveries(transaction, shop, outcomes));
}

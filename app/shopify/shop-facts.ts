import { z } from "zod";
import type { AdminClient, RequestOptions } from "./admin-client";
import { LOCATIONS_QUERY, SHOP_QUERY } from "./documents";
import { numericId } from "./global-id";

export interface ShopFacts {
  name: string;
  /** IANA name. */
  timeZone: string;
  /** ISO 4217 code. */
  currency: string;
  /** Access scopes that the shop has granted. */
  scopes: string[];
}

const shopSchema = z
  .object({
    shop: z.object({ name: z.string(), ianaTimezone: z.string(), currencyCode: z.string() }),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  })
  .transform(({ shop, currentAppInstallation }): ShopFacts => ({
    name: shop.name,
    timeZone: shop.ianaTimezone,
    currency: shop.currencyCode,
    scopes: currentAppInstallation.accessScopes.map((scope) => scope.handle),
  }));

/** Asks Shopify for the shop's name, time zone, currency and granted scopes. */
export function readShopFacts(client: AdminClient, options?: RequestOptions): Promise<ShopFacts> {
  return client.request(SHOP_QUERY, {}, shopSchema, options);
}

export interface LocationFacts {
  locationId: string;
  name: string;
  active: boolean;
}

const locationsSchema = z.object({
  locations: z.object({
    nodes: z.array(
      z
        .object({ id: numericId("Location"), name: z.string(), isActive: z.boolean() })
        .transform(({ id, name, isActive }): LocationFacts => ({ locationId: id, name, active: isActive })),
    ),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

/** Asks Shopify for all of the shop's locations, deactivated ones and those of fulfilment services included. */
export async function readLocationFacts(client: AdminClient, options?: RequestOptions): Promise<LocationFacts[]> {
  const found: LocationFacts[] = [];
  let after: string | null = null;
  do {
    const { locations }: z.infer<typeof locationsSchema> = await client.request(
      LOCATIONS_QUERY,
      { after },
      locationsSchema,
      options,
    );
    found.push(...locations.nodes);
    after = locations.pageInfo.hasNextPage ? locations.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

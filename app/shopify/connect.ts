import { sessionStorage, unauthenticated } from "~/shopify.server";
import { AdminClient, type AdminClientOptions } from "./admin-client";
import { budgetOf } from "./budgets";
import { ShopifyError } from "./shopify-error";

// A refresh token works once: requests that find the access token expired must not all exchange it.
const openings = new Map<string, ReturnType<typeof unauthenticated.admin>>();

/**
 * A client for a shop with its stored offline access token, which the library renews when it expires: pulls outlive the
 * hour that a token lasts, so every request asks for the session anew.
 */
export function connectToShop(shop: string, options: Omit<AdminClientOptions, "budget"> = {}): AdminClient {
  return new AdminClient(
    async (document, requestOptions) => {
      const { admin } = await openSession(shop);
      return admin.graphql(document, requestOptions);
    },
    { ...options, budget: budgetOf(shop) },
  );
}

function openSession(shop: string): ReturnType<typeof unauthenticated.admin> {
  const opening = openings.get(shop) ?? unauthenticated.admin(shop).finally(() => openings.delete(shop));
  openings.set(shop, opening);
  return opening;
}

/**
 * Runs work that speaks with the shop. When Shopify refuses the stored token, forgets it, so that the next page that the
 * merchant opens in the admin exchanges a new one.
 */
export async function withShopAccess<Result>(shop: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ShopifyError && error.code === "unauthorized") {
      const sessions = await sessionStorage.findSessionsByShop(shop);
      await sessionStorage.deleteSessions(sessions.map((session) => session.id));
    }
    throw error;
  }
}

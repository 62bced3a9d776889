import type { Session } from "@shopify/shopify-api";
import type { Actor } from "~/data/audit-entries";

/**
 * The staff member who sends a request from the admin. The session is the shop's and names nobody, unless the app was
 * given an online one; the session token says at least who it is by id.
 */
export function actorOf({ session, sessionToken }: { session: Session; sessionToken: { sub: string } }): Actor {
  const user = session.onlineAccessInfo?.associated_user;
  const name = [user?.first_name, user?.last_name].filter(Boolean).join(" ");
  return { id: `user ${sessionToken.sub}`, name: name === "" ? null : name };
}

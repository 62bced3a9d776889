import type { Actor } from "~/data/audit-entries";
import { findApiAccess, type ApiAccess } from "~/ops/api-access";
import { ToolError } from "./tool-error";

/** For whom a tool works: the holder of one of a shop's API tokens. */
export interface Caller {
  shop: string;
  /** Without it, tools that change something refuse. */
  canWrite: boolean;
  /** By whom the audit trail says that a change was made. */
  actor: Actor;
}

export function callerWith({ shop, token }: ApiAccess): Caller {
  const { tokenId, name, canWrite } = token;
  return { shop, canWrite, actor: { id: `token ${tokenId}`, name: `API token “${name}”` } };
}

/** @throws {ToolError} for a token that does not hold, or not any more */
export async function identifyByToken(text: string): Promise<Caller> {
  const access = await findApiAccess(text, new Date());
  if (access && !access.token.isLink) return callerWith(access);
  throw new ToolError(
    "The API token is unknown, expired or revoked, or a link to the CSV. Tell the user to make a new one in the app, under Settings → API tokens, or by npm run token, and to give it as MCP_TOKEN.",
  );
}

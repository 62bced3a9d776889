import { readApiTokens, type ApiToken } from "~/data/api-tokens";
import { readAuditEntriesOfAll, type AuditEntry } from "~/data/audit-entries";

/** A token as its shop's staff sees it. Instants are ISO 8601. */
export interface ApiTokenRow {
  tokenId: string;
  name: string;
  rights: TokenRights;
  state: "valid" | "expired" | "revoked";
  createdAt: string;
  lastUsedAt: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
}

/** What a token opens: everything to read, to change too, or the CSV of the reorder list alone, by its address. */
export type TokenRights = "read" | "write" | "link";

export interface ApiTokenReport {
  /** Those that hold first, each group with the newest first. */
  tokens: ApiTokenRow[];
  entries: AuditEntry[];
}

const ENTRIES_SHOWN = 30;

/** The shop's tokens, and who made and revoked them. */
export async function readApiTokenReport(shop: string, now: Date): Promise<ApiTokenReport> {
  const [tokens, entries] = await Promise.all([
    readApiTokens(shop),
    readAuditEntriesOfAll(shop, "api-token", { limit: ENTRIES_SHOWN }),
  ]);
  const rows = tokens.map((token) => describeToken(token, now));
  const isValid = ({ state }: ApiTokenRow) => state === "valid";
  return { tokens: [...rows.filter(isValid), ...rows.filter((row) => !isValid(row))], entries };
}

function describeToken(token: ApiToken, now: Date): ApiTokenRow {
  const { tokenId, name, createdAt, lastUsedAt, expiresAt, revokedAt } = token;
  return {
    tokenId,
    name,
    rights: rightsOf(token),
    state: stateOf(token, now),
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

function rightsOf({ canWrite, isLink }: ApiToken): TokenRights {
  if (isLink) return "link";
  return canWrite ? "write" : "read";
}

function stateOf({ expiresAt, revokedAt }: ApiToken, now: Date): ApiTokenRow["state"] {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && expiresAt <= now ? "expired" : "valid";
}

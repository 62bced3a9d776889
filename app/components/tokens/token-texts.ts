import type { ApiTokenRow, TokenRights } from "~/reports/api-token-report";
import type { TermChange } from "../audit-trail-card";
import type { ShopFormats } from "../shop-formats";

/** The form that makes a token, as it is filled in. `days` is a number of days, or "never". */
export interface TokenFormTexts {
  name: string;
  rights: TokenRights;
  days: string;
}

export type TokenFormErrors = Partial<Record<keyof TokenFormTexts, string>>;

export const NEW_TOKEN: TokenFormTexts = { name: "", rights: "read", days: "90" };

/** Numbers of days, as the form holds them, or none at all. */
const ENDS = ["30", "90", "365", "never"] as const;

/** After which times a token may end: one for an address has to end by itself. */
export function endsFor(rights: TokenRights): readonly (typeof ENDS)[number][] {
  return rights === "link" ? ENDS.filter((end) => end !== "never") : ENDS;
}

/** "Used 3 Mar 2026, 06:00", "Never used". */
export function writeLastUse({ lastUsedAt }: ApiTokenRow, { t, instant }: ShopFormats): string {
  return lastUsedAt === null ? t("tokens.list.neverUsed") : t("tokens.list.lastUsed", { when: instant(lastUsedAt) });
}

/** Until when a token holds, or since when it does not. */
export function writeEnd({ state, expiresAt, revokedAt }: ApiTokenRow, { t, instant }: ShopFormats): string {
  if (revokedAt !== null) return t("tokens.list.revokedOn", { when: instant(revokedAt) });
  if (expiresAt === null) return t("tokens.list.holds");
  return t(state === "expired" ? "tokens.list.expired" : "tokens.list.expires", { when: instant(expiresAt) });
}

/** An entry of the audit trail in words: "Created “nightly export”: read, without an end". */
export function describeTokenChange({ field, oldValue, newValue }: TermChange, { t, instant }: ShopFormats): string {
  if (field === "revoked") return t("tokens.change.revoked", { name: typeof oldValue === "string" ? oldValue : "" });
  const made = newValue as MadeToken;
  const [name, rights] = [made.name, rightsOf(made)];
  return made.expiresAt === null
    ? t(`tokens.change.createdWithoutEnd.${rights}`, { name })
    : t(`tokens.change.created.${rights}`, { name, end: instant(made.expiresAt) });
}

/** What the audit trail keeps of a token. */
interface MadeToken {
  name: string;
  canWrite: boolean;
  isLink: boolean;
  expiresAt: string | null;
}

function rightsOf({ canWrite, isLink }: MadeToken): TokenRights {
  if (isLink) return "link";
  return canWrite ? "write" : "read";
}

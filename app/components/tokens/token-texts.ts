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

const NEVER = "never";

const ENDS = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: NEVER, label: "No end, until it is revoked" },
];

/** After which times a token may end: one for an address has to end by itself. */
export function endsFor(rights: TokenRights): typeof ENDS {
  return rights === "link" ? ENDS.filter(({ value }) => value !== NEVER) : ENDS;
}

export const RIGHTS_WORDS: Readonly<Record<TokenRights, string>> = {
  read: "Read",
  write: "Read and change",
  link: "Link to the CSV",
};

/** "Used 3 Mar 2026, 06:00", "Never used". */
export function writeLastUse({ lastUsedAt }: ApiTokenRow, { instant }: ShopFormats): string {
  return lastUsedAt === null ? "Never used" : `Last used ${instant(lastUsedAt)}`;
}

/** Until when a token holds, or since when it does not. */
export function writeEnd({ state, expiresAt, revokedAt }: ApiTokenRow, { instant }: ShopFormats): string {
  if (revokedAt !== null) return `Revoked ${instant(revokedAt)}`;
  if (expiresAt === null) return "Holds until it is revoked";
  return state === "expired" ? `Expired ${instant(expiresAt)}` : `Expires ${instant(expiresAt)}`;
}

/** An entry of the audit trail in words: "Created “nightly export”: read, without an end". */
export function describeTokenChange({ field, oldValue, newValue }: TermChange, { instant }: ShopFormats): string {
  if (field === "revoked") return `Revoked “${typeof oldValue === "string" ? oldValue : ""}”`;
  const made = newValue as MadeToken;
  const end = made.expiresAt === null ? "without an end" : `until ${instant(made.expiresAt)}`;
  return `Created “${made.name}”: ${withinSentence(RIGHTS_WORDS[rightsOf(made)])}, ${end}`;
}

function withinSentence(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
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

import { data } from "@remix-run/node";
import { z } from "zod";
import type { TokenFormErrors } from "~/components/tokens/token-texts";
import { createApiToken, revokeApiToken, tokenNameSchema, type NewApiToken } from "~/data/api-tokens";
import type { Actor } from "~/data/audit-entries";
import { environment } from "~/ops/env";
import type { Words } from "~/words/words";
import { errorsOf } from "../settings/parse-settings-form.server";

const MS_PER_DAY = 86_400_000;

const intentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("create") }),
  z.object({ intent: z.literal("revoke"), tokenId: z.uuid() }),
]);

export const newTokenSchema = z
  .object({
    name: tokenNameSchema,
    rights: z.enum(["read", "write", "link"], "must be one of the choices"),
    days: z.enum(["30", "90", "365", "never"], "must be one of the choices"),
  })
  .refine(({ rights, days }) => rights !== "link" || days !== "never", {
    path: ["days"],
    error: "must be an end: an address is easily forgotten where it was pasted",
  });

/** What became of a form that makes or revokes a token. */
export type TokenChange =
  | { kind: "created"; made: MadeToken }
  | { kind: "invalid"; errors: TokenFormErrors }
  | { kind: "revoked" }
  /** Somebody else was faster. */
  | { kind: "not-valid-any-more" };

/** Goes to the browser in the answer to the form that made it, and nowhere else. */
interface MadeToken {
  name: string;
  text: string;
  /** Of the CSV, with the token in it; null for a token that belongs into a header. */
  address: string | null;
}

/**
 * Makes or revokes a token, as a form asks for.
 *
 * @throws a response of status 400 for a form that no page of the app sends
 */
export async function changeTokens(
  shop: string,
  form: FormData,
  { actor, now, t }: { actor: Actor; now: Date; t: Words["t"] },
): Promise<TokenChange> {
  const fields = Object.fromEntries(form);
  const asked = intentSchema.safeParse(fields);
  if (!asked.success) throw data("The form asks for nothing that can be done to a token", { status: 400 });
  if (asked.data.intent === "revoke") {
    const isRevoked = await revokeApiToken(shop, { tokenId: asked.data.tokenId, now, actor });
    return { kind: isRevoked ? "revoked" : "not-valid-any-more" };
  }
  const parsed = newTokenSchema.safeParse(fields);
  if (!parsed.success) return { kind: "invalid", errors: errorsOf(parsed.error, t) };
  const token = describeToken(parsed.data, now);
  const text = await createApiToken(shop, token, actor);
  return { kind: "created", made: { name: token.name, text, address: token.isLink ? addressWith(text) : null } };
}

function describeToken({ name, rights, days }: z.infer<typeof newTokenSchema>, now: Date): NewApiToken {
  const expiresAt = days === "never" ? undefined : new Date(now.getTime() + Number(days) * MS_PER_DAY);
  if (rights === "link" && expiresAt) return { name, canWrite: false, isLink: true, expiresAt };
  return { name, canWrite: rights === "write", expiresAt };
}

function addressWith(text: string): string {
  return new URL(`/api/reorder.csv?access_token=${text}`, environment().shopifyAppUrl).href;
}

import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { NewApiToken } from "../app/data/api-tokens";
import type { Actor } from "../app/data/audit-entries";
import { withDatabase } from "./with-database";

const HELP = `Makes, lists and revokes API tokens, with which scripts fetch a shop's reorder list.

Usage:
  npm run token -- --shop SHOP --name NAME [--write] [--days N]
  npm run token -- --shop SHOP --name NAME --link --days N
  npm run token -- --shop SHOP --list
  npm run token -- --shop SHOP --revoke ID

Options:
  --shop SHOP   the shop's permanent domain, such as gift-shop.myshopify.com
  --name NAME   what the token is for, such as "nightly export"
  --write       the token may change data; without it, it only reads
  --days N      the token expires after N days; without it, it holds until it is revoked
  --link        the token may stand in an address, for spreadsheets that can send no header: it opens the reorder CSV
                alone, at /api/reorder.csv?access_token=TOKEN, and expires after 366 days at most
  --list        shows the shop's tokens
  --revoke ID   ends a token at once; --list shows the ids
  --help        shows this text

It works on the database that the app uses: the server that DATABASE_URL names, else the embedded one in DATA_DIR
(.data), whether the app runs or not. The token is printed once and stored nowhere.`;

const MS_PER_DAY = 86_400_000;
const LONGEST_LINK_DAYS = 366;

/** A fault that the person at the keyboard can put right. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

const optionsSchema = z
  .object({
    shop: z
      .string({ error: "--shop is missing" })
      .transform((shop) => shop.trim().toLowerCase())
      .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, "--shop must end with .myshopify.com")),
    name: z
      .string()
      .trim()
      .min(1, "--name is empty")
      .max(100, "--name is longer than 100 characters")
      .regex(/^\P{Cc}*$/u, "--name holds control characters")
      .optional(),
    write: z.boolean().default(false),
    link: z.boolean().default(false),
    days: z
      .string()
      .regex(/^[1-9]\d{0,3}$/, "--days must be a whole number from 1 to 9999")
      .transform(Number)
      .optional(),
    list: z.boolean().default(false),
    revoke: z.uuid("--revoke must be a token's id, as --list shows it").optional(),
  })
  .refine(({ list, revoke, name }) => [list, revoke, name].filter(Boolean).length === 1, {
    error: "Give one of --name, --list and --revoke",
  })
  .refine(({ link, write }) => !(link && write), { error: "A token for an address reads only: leave out --write" })
  .refine(({ link, days }) => !link || (days !== undefined && days <= LONGEST_LINK_DAYS), {
    error: `--link needs --days, at most ${LONGEST_LINK_DAYS}`,
  });
type Options = z.infer<typeof optionsSchema>;

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") console.log(HELP);
  else await withDatabase(() => run(options));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\nTry: npm run token -- --help`);
  process.exitCode = 1;
}

function readOptions(args: string[]): Options | "help" {
  const { help, ...values } = parseArguments(args);
  if (help) return "help";
  const parsed = optionsSchema.safeParse(values);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join("\n"));
  return parsed.data;
}

function parseArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        shop: { type: "string" },
        name: { type: "string" },
        write: { type: "boolean" },
        link: { type: "boolean" },
        days: { type: "string" },
        list: { type: "boolean" },
        revoke: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function run(options: Options): Promise<void> {
  await refuseUnknownShop(options.shop);
  if (options.list) await listTokens(options.shop);
  else if (options.revoke !== undefined) await revokeToken(options.shop, options.revoke);
  else if (options.name !== undefined) await makeToken(options.shop, options.name, options);
}

async function refuseUnknownShop(shop: string): Promise<void> {
  const { listInstalledShops } = await import("../app/data/shops");
  const shops = await listInstalledShops();
  if (shops.includes(shop)) return;
  const known = shops.length === 0 ? "No shop has installed the app yet." : `Shops with the app: ${shops.join(", ")}`;
  throw new UsageError(`${shop} does not have the app. ${known}`);
}

async function makeToken(shop: string, name: string, options: Options): Promise<void> {
  const { createApiToken } = await import("../app/data/api-tokens");
  const token = describeToken(name, options);
  // The token alone goes to standard output, so that a script can take it from there.
  console.log(await createApiToken(shop, token, whoIsAtTheShell()));
  const end = token.expiresAt ? `until ${token.expiresAt.toISOString()}` : "until it is revoked";
  console.error(`This token of ${shop} may ${writeRights(token)} ${end}. Keep it now: it is not shown again.`);
}

function describeToken(name: string, { write, link, days }: Options): NewApiToken {
  const expiresAt = days === undefined ? undefined : new Date(Date.now() + days * MS_PER_DAY);
  return link && expiresAt ? { name, canWrite: false, isLink: true, expiresAt } : { name, canWrite: write, expiresAt };
}

function writeRights({ canWrite, isLink }: Pick<NewApiToken, "canWrite" | "isLink">): string {
  if (isLink) return "read the CSV, also from within an address,";
  return canWrite ? "read and write" : "read";
}

/** For the audit trail. A container may run under an id that has no name. */
function whoIsAtTheShell(): Actor {
  return { id: "shell", name: `npm run token (${readUserName()})` };
}

function readUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}

async function listTokens(shop: string): Promise<void> {
  const { readApiTokens } = await import("../app/data/api-tokens");
  const tokens = await readApiTokens(shop);
  if (tokens.length === 0) console.error(`${shop} has no tokens.`);
  for (const { tokenId, name, canWrite, isLink, createdAt, lastUsedAt, expiresAt, revokedAt } of tokens) {
    const facts = [
      isLink ? "link to the CSV" : writeRights({ canWrite }),
      `made ${createdAt.toISOString()}`,
      lastUsedAt ? `last used ${lastUsedAt.toISOString()}` : "never used",
      ...(expiresAt ? [`expires ${expiresAt.toISOString()}`] : []),
      ...(revokedAt ? [`revoked ${revokedAt.toISOString()}`] : []),
    ];
    console.log(`${tokenId}  ${name}  (${facts.join(", ")})`);
  }
}

async function revokeToken(shop: string, tokenId: string): Promise<void> {
  const { revokeApiToken } = await import("../app/data/api-tokens");
  if (!(await revokeApiToken(shop, { tokenId, now: new Date(), actor: whoIsAtTheShell() }))) {
    throw new UsageError(`${shop} has no token ${tokenId} that still holds. --list shows its tokens.`);
  }
  console.log(`Token ${tokenId} of ${shop} is revoked.`);
}

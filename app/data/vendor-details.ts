import { z } from "zod";
import { pool } from "~/db.server";
import { CURRENCY_CODES } from "./currency-codes";
import { readAuditEntriesAfter, type Actor, type AuditEntry } from "./audit-entries";
import { policyChangesSchema } from "./item-policies";
import { requestVendorReplans } from "./replan-requests";
import { TERM_COLUMNS, VENDOR_TERMS } from "./term-columns";
import { inTransaction, type Transaction } from "./transaction";
import { writeVendorEntry } from "./vendor-entries";
import { findVendor, type VendorChoice } from "./vendor-queries";
import { findVendorIds, normalizeVendorName, vendorNameSchema } from "./vendors";

const HIGHEST_RATE = 1_000_000_000;
const HIGHEST_MINIMUM = 1_000_000_000_000;

const vendorTerms = policyChangesSchema.required().pick({
  leadTimeDays: true,
  leadTimeStdDevDays: true,
  reviewPeriodDays: true,
  serviceLevel: true,
  coverageDays: true,
} satisfies Record<(typeof VENDOR_TERMS)[number], true>);

/** All that the merchant enters of a vendor; null where nothing is, or the shop's term is to hold. */
export const vendorDetailsSchema = vendorTerms.extend({
  name: vendorNameSchema,
  email: z.email("must be an email address, such as orders@example.com").max(254, "is too long").nullable(),
  /** ISO 4217 code of what it charges in; null for the shop's. */
  currency: z.enum(CURRENCY_CODES, "must be a currency in use").nullable(),
  /** Units of the shop's currency for one of the vendor's; null where it is not known. */
  exchangeRate: z
    .number("must be a number")
    .gt(0, "must be more than 0")
    .max(HIGHEST_RATE, "must be at most 1,000,000,000")
    .nullable(),
  /** In the vendor's currency: a decimal as text. */
  minimumOrderValue: z
    .string("must be a decimal as text")
    .regex(/^-?\d+(\.\d+)?$/, { error: "must be a number", abort: true })
    .regex(/^[^-]/, "can't be negative")
    .regex(/^[^.]*(\.\d{1,4})?$/, "can't have more than 4 decimals")
    .refine((text) => Number(text) <= HIGHEST_MINIMUM, "must be at most 1,000,000,000,000")
    .transform(withoutNeedlessZeros)
    .nullable(),
  notes: z
    .string("must be a text")
    .max(5_000, "must be at most 5,000 characters long")
    .regex(/^[\P{Cc}\n\t]*$/u, "can't hold control characters")
    .nullable(),
});

export type VendorDetails = z.infer<typeof vendorDetailsSchema>;
type VendorField = keyof VendorDetails;

/** As PostgreSQL writes it after `trim_scale`, so that "0500.00" is no other value than "500". */
function withoutNeedlessZeros(decimal: string): string {
  return decimal
    .replace(/^0+(?=\d)/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

export interface StoredVendor extends VendorDetails {
  vendorId: string;
  /** Since when it is not offered any more, ISO 8601; null while it is. */
  archivedAt: string | null;
}

const DETAIL_COLUMNS = {
  name: "name",
  email: "email",
  currency: "currency",
  exchangeRate: "exchange_rate",
  minimumOrderValue: "minimum_order_value",
  notes: "notes",
  leadTimeDays: TERM_COLUMNS.leadTimeDays.name,
  leadTimeStdDevDays: TERM_COLUMNS.leadTimeStdDevDays.name,
  reviewPeriodDays: TERM_COLUMNS.reviewPeriodDays.name,
  serviceLevel: TERM_COLUMNS.serviceLevel.name,
  coverageDays: TERM_COLUMNS.coverageDays.name,
} as const satisfies Record<VendorField, string>;

const FIELDS = Object.keys(DETAIL_COLUMNS) as VendorField[];

/** The others are for people to read, or compared with the order when it is shown. */
const FIELDS_OF_PLANS: readonly VendorField[] = ["name", "currency", "exchangeRate", ...VENDOR_TERMS];

const NOTHING_YET = Object.fromEntries(FIELDS.map((field) => [field, null])) as Record<VendorField, null>;

const STORED_VENDOR = `vendor_id AS "vendorId", archived_at AS "archivedAt", ${FIELDS.map((field) => {
  const column = DETAIL_COLUMNS[field];
  return `${field === "minimumOrderValue" ? `trim_scale(${column})::text` : column} AS "${field}"`;
}).join(", ")}`;

interface VendorRecord extends Omit<StoredVendor, "archivedAt"> {
  archivedAt: Date | null;
}

function toVendor({ archivedAt, ...record }: VendorRecord): StoredVendor {
  return { ...record, archivedAt: archivedAt?.toISOString() ?? null };
}

/** What is known of one vendor; null when the shop has none such. */
export async function readVendorDetails(shop: string, vendorId: string): Promise<StoredVendor | null> {
  const { rows } = await pool.query<VendorRecord>(
    `SELECT ${STORED_VENDOR} FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint`,
    [shop, vendorId],
  );
  return rows[0] ? toVendor(rows[0]) : null;
}

/** The normalised names by which a vendor is known besides the one that is shown: former ones, and those of merged vendors. */
export async function readOtherVendorNames(shop: string, vendorId: string, shownName: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT normalized_name AS name FROM vendor_names
     WHERE shop = $1 AND vendor_id = $2::bigint AND normalized_name <> $3 ORDER BY normalized_name`,
    [shop, vendorId, normalizeVendorName(shownName)],
  );
  return rows.map(({ name }) => name);
}

export interface VendorChange {
  vendorId: string;
  details: VendorDetails;
  actor: Actor;
  /** The latest entry of the audit trail that the actor has seen; "0" for none. */
  seenEntryId: string;
}

interface NameTaken {
  /** Nothing was changed, because another vendor is known by the name. */
  kind: "name-taken";
  vendor: VendorChoice;
}

export type VendorChangeOutcome =
  | { kind: "changed"; vendorId: string }
  | { kind: "unknown-vendor" }
  /** Nothing was changed, because somebody else changed the vendor since the actor has seen it. */
  | { kind: "stale"; entries: AuditEntry[] }
  | NameTaken;

/** Makes a vendor's details what is entered, together with an audit entry for each field, all or nothing. */
export async function storeVendorChange(
  shop: string,
  { vendorId, details, actor, seenEntryId }: VendorChange,
): Promise<VendorChangeOutcome> {
  return inTransaction(async (transaction) => {
    const stored = await lockVendor(transaction, shop, vendorId);
    if (stored === null) return { kind: "unknown-vendor" };
    const entries = await readAuditEntriesAfter(shop, transaction, "vendor", [vendorId], seenEntryId);
    if (entries.length > 0) return { kind: "stale", entries };
    const owner = await takeName(transaction, shop, vendorId, details.name);
    if (owner !== null) return { kind: "name-taken", vendor: owner };
    const changed = FIELDS.filter((field) => stored[field] !== details[field]);
    await writeDetails(transaction, shop, vendorId, details, changed);
    await writeEntries(transaction, shop, actor, vendorId, { from: stored, to: details, fields: changed });
    if (changed.some((field) => FIELDS_OF_PLANS.includes(field)))
      await requestVendorReplans(transaction, shop, vendorId);
    return { kind: "changed", vendorId };
  });
}

/** Adds a vendor that Shopify need not know. */
export async function storeNewVendor(
  shop: string,
  { details, actor }: Pick<VendorChange, "details" | "actor">,
): Promise<Extract<VendorChangeOutcome, { kind: "changed" }> | NameTaken> {
  return inTransaction(async (transaction) => {
    const { rows } = await transaction.query<{ id: string }>(
      "SELECT nextval(pg_get_serial_sequence('vendors', 'vendor_id')) AS id",
    );
    const vendorId = rows[0]?.id ?? "";
    const owner = await takeName(transaction, shop, vendorId, details.name);
    if (owner !== null) return { kind: "name-taken", vendor: owner };
    const entered = FIELDS.filter((field) => details[field] !== null);
    await transaction.query("INSERT INTO vendors (shop, vendor_id, name) VALUES ($1, $2, $3)", [
      shop,
      vendorId,
      details.name,
    ]);
    await writeDetails(transaction, shop, vendorId, details, entered);
    await writeEntries(transaction, shop, actor, vendorId, { from: NOTHING_YET, to: details, fields: entered });
    return { kind: "changed", vendorId };
  });
}

async function lockVendor(transaction: Transaction, shop: string, vendorId: string): Promise<StoredVendor | null> {
  const { rows } = await transaction.query<VendorRecord>(
    `SELECT ${STORED_VENDOR} FROM vendors WHERE shop = $1 AND vendor_id = $2::bigint FOR NO KEY UPDATE`,
    [shop, vendorId],
  );
  return rows[0] ? toVendor(rows[0]) : null;
}

/** The vendor among others that is known by a name; null when it is nobody else's. */
export async function findOtherOwner(
  shop: string,
  name: string,
  vendorId: string | null,
): Promise<VendorChoice | null> {
  return ownerBesides(pool, shop, vendorId, name);
}

async function ownerBesides(connection: Transaction, shop: string, vendorId: string | null, name: string) {
  const ownerId = (await findVendorIds(shop, [name], connection)).get(normalizeVendorName(name));
  return ownerId === undefined || ownerId === vendorId ? null : findVendor(shop, ownerId, connection);
}

/**
 * Has the vendor known by a name, besides those that it is known by already.
 *
 * @returns the vendor that has the name, if it is another one
 */
async function takeName(
  transaction: Transaction,
  shop: string,
  vendorId: string,
  name: string,
): Promise<VendorChoice | null> {
  await transaction.query(
    `INSERT INTO vendor_names (shop, normalized_name, vendor_id) VALUES ($1, $2, $3)
     ON CONFLICT (shop, normalized_name) DO NOTHING`,
    [shop, normalizeVendorName(name), vendorId],
  );
  return ownerBesides(transaction, shop, vendorId, name);
}

async function writeDetails(
  transaction: Transaction,
  shop: string,
  vendorId: string,
  details: VendorDetails,
  fields: readonly VendorField[],
): Promise<void> {
  if (fields.length === 0) return;
  const changes = fields.map((field, index) => `${DETAIL_COLUMNS[field]} = $${index + 3}`);
  await transaction.query(`UPDATE vendors SET ${changes.join(", ")} WHERE shop = $1 AND vendor_id = $2::bigint`, [
    shop,
    vendorId,
    ...fields.map((field) => details[field]),
  ]);
}

async function writeEntries(
  transaction: Transaction,
  shop: string,
  actor: Actor,
  vendorId: string,
  { from, to, fields }: { from: Record<VendorField, unknown>; to: VendorDetails; fields: readonly VendorField[] },
): Promise<void> {
  for (const field of fields) {
    await writeVendorEntry(transaction, shop, actor, { vendorId, field, oldValue: from[field], newValue: to[field] });
  }
}

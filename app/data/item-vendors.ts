import { randomUUID } from "node:crypto";
import { z } from "zod";
import { readAuditEntriesAfter, type Actor, type AuditEntry } from "./audit-entries";
import { inTransaction, type Transaction } from "./transaction";
import { lockVariants } from "./variants";
import { writeVendorEntry } from "./vendor-entries";
import { changeVendorItems, vendorOfferSchema, type VendorItemChange } from "./vendor-items";
import { findOrAddVendors, findVendorIds, lockVendors, normalizeVendorName, vendorNameSchema } from "./vendors";

const variantIds = z.array(z.string());

/** A vendor of the shop, or one by its name, which is added where nobody goes by it. */
const vendorChoiceSchema = z.union([
  z.strictObject({ vendorId: z.string() }),
  z.strictObject({ name: vendorNameSchema }),
]);

/** What can be changed of who supplies items. */
export const itemVendorsChangeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("assign"),
    variantIds,
    vendor: vendorChoiceSchema,
    /** The items are ordered from it; otherwise it is another source of those that have a vendor already. */
    preferred: z.boolean(),
    /** It is the only vendor then. */
    removeOthers: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("remove"),
    variantIds,
    whom: z.union([z.enum(["preferred", "all"]), z.strictObject({ vendorId: z.string() })]),
  }),
  z.strictObject({
    kind: z.literal("offers"),
    variantId: z.string(),
    offers: z.array(z.strictObject({ vendorId: z.string(), offer: vendorOfferSchema })).min(1),
  }),
]);

export type ItemVendorsChange = z.infer<typeof itemVendorsChangeSchema>;
type Assignment = Extract<ItemVendorsChange, { kind: "assign" }>;
type Removal = Extract<ItemVendorsChange, { kind: "remove" }>;
type OfferChange = Extract<ItemVendorsChange, { kind: "offers" }>;

export interface ItemVendorsRequest {
  change: ItemVendorsChange;
  actor: Actor;
  /** The latest entry of the audit trail that the actor has seen; "0" for none, undefined when it does not matter. */
  seenEntryId?: string | undefined;
}

/** A vendor SKU that is another variant's. */
export interface TakenVendorSku {
  vendorId: string;
  vendor: string;
  vendorSku: string;
  variantId: string;
  /** What the other variant is called: by its SKU, or by its titles where it has none. */
  variant: string;
}

type Refusal =
  /** The shop has no such variants, or not any more. */
  | { kind: "unknown-variants"; variantIds: string[] }
  | { kind: "unknown-vendor" }
  /** The vendor does not supply the variant, or not any more. */
  | { kind: "not-supplied"; vendor: string }
  | { kind: "archived-vendor"; vendor: string }
  | { kind: "vendor-sku-taken"; taken: TakenVendorSku[] }
  /** Somebody else changed this since the actor has seen it. */
  | { kind: "stale"; entries: AuditEntry[] };

export type ItemVendorsOutcome =
  /** How many variants have other vendors, or other offers, now. */
  | { kind: "changed"; variants: number; changeId: string }
  /** Nothing was changed. */
  | Refusal;

/** Changes who supplies items, or for what, together with the audit entries and the requests of new plans; all or nothing. */
export async function storeItemVendorsChange(shop: string, request: ItemVendorsRequest): Promise<ItemVendorsOutcome> {
  return inTransaction(async (transaction) => {
    const refusal =
      (await refuseVendors(transaction, shop, request.change)) ??
      (await refuseVariants(transaction, shop, request)) ??
      (request.change.kind === "offers" ? await refuseOffers(transaction, shop, request.change) : null);
    if (refusal) return refusal;
    const changeId = randomUUID();
    const wanted = await toVendorItems(transaction, shop, request);
    const { variants } = await changeVendorItems(transaction, shop, { wanted, actor: request.actor, changeId });
    return { kind: "changed", variants, changeId };
  });
}

/** An archived vendor keeps what it supplies, but nothing new is assigned to it. */
async function refuseVendors(
  transaction: Transaction,
  shop: string,
  change: ItemVendorsChange,
): Promise<Refusal | null> {
  const named = await findNamedVendors(transaction, shop, change);
  const vendors = await lockVendors(transaction, shop, named);
  if (named.some((vendorId) => !vendors.has(vendorId))) return { kind: "unknown-vendor" };
  const archived = [...vendors.values()].find(({ isArchived }) => isArchived);
  if (change.kind === "assign" && archived) return { kind: "archived-vendor", vendor: archived.name };
  return null;
}

async function findNamedVendors(transaction: Transaction, shop: string, change: ItemVendorsChange): Promise<string[]> {
  switch (change.kind) {
    case "assign":
      if ("vendorId" in change.vendor) return [change.vendor.vendorId];
      return [...(await findVendorIds(shop, [change.vendor.name], transaction)).values()];
    case "remove":
      return typeof change.whom === "string" ? [] : [change.whom.vendorId];
    case "offers":
      return change.offers.map(({ vendorId }) => vendorId);
  }
}

async function refuseVariants(
  transaction: Transaction,
  shop: string,
  { change, seenEntryId }: ItemVendorsRequest,
): Promise<Refusal | null> {
  const named = change.kind === "offers" ? [change.variantId] : change.variantIds;
  const known = await lockVariants(transaction, shop, named);
  const unknown = named.filter((variantId) => !known.has(variantId));
  if (unknown.length > 0) return { kind: "unknown-variants", variantIds: unknown };
  if (seenEntryId === undefined) return null;
  const entries = await readAuditEntriesAfter(shop, transaction, "vendor-item", named, seenEntryId);
  return entries.length > 0 ? { kind: "stale", entries } : null;
}

async function refuseOffers(transaction: Transaction, shop: string, change: OfferChange): Promise<Refusal | null> {
  const vendorIds = change.offers.map(({ vendorId }) => vendorId);
  const { rows: strangers } = await transaction.query<{ name: string }>(
    `SELECT name FROM vendors WHERE shop = $1 AND vendor_id = ANY($3::bigint[]) AND NOT EXISTS (
       SELECT FROM vendor_items AS item
       WHERE item.shop = $1 AND item.variant_id = $2::bigint AND item.vendor_id = vendors.vendor_id
     )`,
    [shop, change.variantId, vendorIds],
  );
  if (strangers[0] !== undefined) return { kind: "not-supplied", vendor: strangers[0].name };
  const taken = await findTakenVendorSkus(transaction, shop, change);
  return taken.length > 0 ? { kind: "vendor-sku-taken", taken } : null;
}

/** Under the locks of the vendors, so that nobody else gives the same SKU to another variant meanwhile. */
async function findTakenVendorSkus(
  transaction: Transaction,
  shop: string,
  { variantId, offers }: OfferChange,
): Promise<TakenVendorSku[]> {
  const named = offers.filter(({ offer }) => offer.vendorSku != null);
  const { rows } = await transaction.query<TakenVendorSku>(
    `SELECT item.vendor_id AS "vendorId", name AS vendor, vendor_sku AS "vendorSku", item.variant_id AS "variantId",
       coalesce(sku, concat_ws(' · ', product_title, variant_title)) AS variant
     FROM vendor_items AS item
       JOIN vendors ON vendors.shop = $1 AND vendors.vendor_id = item.vendor_id
       JOIN variants ON variants.shop = $1 AND variants.variant_id = item.variant_id AND deleted_at IS NULL
     WHERE item.shop = $1 AND item.variant_id <> $2::bigint
       AND (item.vendor_id, vendor_sku) IN (SELECT * FROM unnest($3::bigint[], $4::text[]))`,
    [shop, variantId, named.map(({ vendorId }) => vendorId), named.map(({ offer }) => offer.vendorSku)],
  );
  return rows;
}

async function toVendorItems(
  transaction: Transaction,
  shop: string,
  { change, actor }: ItemVendorsRequest,
): Promise<VendorItemChange["wanted"]> {
  switch (change.kind) {
    case "assign":
      return assignedItems(shop, change, await findOrAddVendor(transaction, shop, change.vendor, actor));
    case "remove":
      return removedItems(shop, change);
    case "offers":
      return change.offers.map((offer) => ({ variantId: change.variantId, ...offer }));
  }
}

async function findOrAddVendor(
  transaction: Transaction,
  shop: string,
  vendor: Assignment["vendor"],
  actor: Actor,
): Promise<string> {
  if ("vendorId" in vendor) return vendor.vendorId;
  const { name } = vendor;
  const normalized = normalizeVendorName(name);
  const known = (await findVendorIds(shop, [name], transaction)).get(normalized);
  if (known !== undefined) return known;
  const vendorId = (await findOrAddVendors(shop, [name], {}, transaction)).get(normalized);
  if (vendorId === undefined) throw new Error(`The vendor ${name} was neither found nor added`);
  await writeVendorEntry(transaction, shop, actor, { vendorId, field: "name", oldValue: null, newValue: name });
  return vendorId;
}

/** The columns of a `WantedVendorItemQuery` from `vendor_sku` on, where nothing of an offer is to change. */
const SAME_OFFER = "NULL::text, NULL::numeric, NULL::integer, NULL::integer, NULL::float8, '{}'::text[]";

function assignedItems(shop: string, { variantIds, preferred, removeOthers }: Assignment, vendorId: string) {
  return {
    text: `SELECT variant_id, $3::bigint, false, CASE WHEN $4::boolean THEN true END, ${SAME_OFFER}
       FROM (SELECT DISTINCT unnest($2::bigint[]) AS variant_id) AS assigned
       UNION ALL
       SELECT variant_id, vendor_id, true, NULL, ${SAME_OFFER} FROM vendor_items
       WHERE $5::boolean AND shop = $1 AND variant_id = ANY($2::bigint[]) AND vendor_id <> $3::bigint`,
    values: [shop, variantIds, vendorId, preferred, removeOthers],
  };
}

function removedItems(shop: string, { variantIds, whom }: Removal) {
  const query = (condition: string, values: unknown[] = []) => ({
    text: `SELECT variant_id, vendor_id, true, NULL::boolean, ${SAME_OFFER} FROM vendor_items
       WHERE shop = $1 AND variant_id = ANY($2::bigint[]) AND ${condition}`,
    values: [shop, variantIds, ...values],
  });
  if (whom === "all") return query("true");
  if (whom === "preferred") return query("preferred");
  return query("vendor_id = $3::bigint", [whom.vendorId]);
}

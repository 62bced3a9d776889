import { pool } from "~/db.server";
import type { PlanStatus } from "~/planning/plan-status";
import {
  readKeysetPage,
  type KeysetPage,
  type KeysetPageOptions,
  type PlacedRecord,
  type RunClauses,
} from "./keyset-page";
import { ORDER_QUANTITIES, ORDER_TOTALS, orderQuantities } from "./order-quantities";
import { containsPattern, searchWords } from "./search-pattern";
import { SqlValues } from "./sql-values";
import type { Transaction } from "./transaction";
import { ORDER_SORT_EXPRESSIONS, type OrderLineFilter, type OrderLineOrder } from "./vendor-order-filter";

/** The vendor of an order, as far as the order has to know it. */
export interface OrderVendor {
  vendorId: string;
  name: string;
  email: string | null;
  /** What it charges in; null while the shop's own currency is not known either. */
  currency: string | null;
  /** In the vendor's currency; null when it has none. */
  minimumOrderValue: number | null;
}

/** A quantity that somebody entered in the place of the suggested one. */
export interface OrderEdit {
  /** As entered, before it was rounded. */
  wantedQuantity: number;
  /** The suggestion at that time; null when there was none. */
  suggestedQuantity: number | null;
  /** ISO 8601, UTC. */
  editedAt: string;
  /** Who entered it. */
  actor: string;
}

/** One SKU that the vendor is the preferred one of, in its next order. Quantities are units. */
export interface OrderLine {
  variantId: string;
  inventoryItemId: string;
  productTitle: string;
  variantTitle: string | null;
  sku: string | null;
  barcode: string | null;
  vendorSku: string | null;
  status: PlanStatus;
  observedDays: number;
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  /** null when there is no suggestion, such as for a variant whose stock Shopify does not track. */
  suggestedQuantity: number | null;
  /** Null where the suggestion holds; an edit equal to it is none. */
  edit: OrderEdit | null;
  /** What is to be ordered: as edited, or else suggested; 0 keeps the SKU out of the order. */
  quantity: number;
  minimumOrderQuantity: number;
  packSize: number;
  /** In the vendor's currency, as is the value; null where it is not known in this currency. */
  unitCost: number | null;
  lineValue: number | null;
}

/** Sums over the whole order, whatever part of it is shown. */
export interface OrderTotals {
  /** SKUs that the vendor is the preferred one of. */
  skus: number;
  /** SKUs of which something is ordered. */
  lines: number;
  units: number;
  /** In the vendor's currency, over the lines whose unit cost is known. */
  value: number;
  /** In the shop's currency; null when the rate is not known. */
  valueInShopCurrency: number | null;
  linesWithoutCost: number;
  /** Lines whose quantity is not the suggested one. */
  editedLines: number;
}

export async function findOrderVendor(shop: string, vendorId: string): Promise<OrderVendor | null> {
  const { rows } = await pool.query<Omit<OrderVendor, "minimumOrderValue"> & { minimumOrderValue: string | null }>(
    `SELECT vendor_id AS "vendorId", vendors.name, email, coalesce(vendors.currency, shops.currency) AS currency,
       minimum_order_value AS "minimumOrderValue"
     FROM vendors LEFT JOIN shops USING (shop) WHERE shop = $1 AND vendor_id = $2::bigint`,
    [shop, vendorId],
  );
  return rows[0] ? { ...rows[0], minimumOrderValue: toNumber(rows[0].minimumOrderValue) } : null;
}

/**
 * The order's lines as SQL, under the name `line`; $1 is the shop, $2 the vendor. Who supplies a variant, and at which cost,
 * is read from the vendor items and not from the plans, which follow a little later.
 *
 * Where the vendor has named no cost, Shopify's holds if it is in the same currency.
 */
const LINES = `(
  SELECT plan.variant_id, plan.inventory_item_id, plan.product_title, plan.variant_title, plan.sku, plan.barcode,
    item.vendor_sku, plan.status, plan.observed_days, plan.available, plan.on_hand, plan.committed, plan.incoming,
    plan.suggested_order_quantity AS suggested_quantity, plan.minimum_order_quantity, plan.pack_size,
    edit.wanted_quantity, edit.suggested_quantity AS suggested_when_edited, edit.edited_at, edit.actor,
    ordered.quantity, cost.unit_cost, ordered.quantity * cost.unit_cost AS line_value,
    plan.sort_title, plan.search_text
  FROM vendor_items AS item
    JOIN plans AS plan ON plan.shop = item.shop AND plan.variant_id = item.variant_id
    JOIN variants AS variant ON variant.shop = item.shop AND variant.variant_id = item.variant_id
    JOIN vendors AS vendor ON vendor.shop = item.shop AND vendor.vendor_id = item.vendor_id
    JOIN shops AS shop ON shop.shop = item.shop
    LEFT JOIN order_edits AS edit ON edit.shop = item.shop AND edit.vendor_id = item.vendor_id
      AND edit.variant_id = item.variant_id AND edit.quantity <> coalesce(plan.suggested_order_quantity, 0)
    CROSS JOIN LATERAL (SELECT coalesce(edit.quantity, plan.suggested_order_quantity, 0) AS quantity) AS ordered
    CROSS JOIN LATERAL (
      SELECT coalesce(item.unit_cost, CASE WHEN coalesce(vendor.currency, shop.currency) = shop.currency
        THEN variant.unit_cost END) AS unit_cost
    ) AS cost
  WHERE item.shop = $1 AND item.vendor_id = $2::bigint AND item.preferred
) AS line`;

const LINE_COLUMNS = `variant_id, inventory_item_id, product_title, variant_title, sku, barcode, vendor_sku, status,
  observed_days, available, on_hand, committed, incoming, suggested_quantity, minimum_order_quantity, pack_size,
  wanted_quantity, suggested_when_edited, edited_at, actor, quantity, unit_cost, line_value`;

interface LineRecord {
  variant_id: string;
  inventory_item_id: string;
  product_title: string;
  variant_title: string | null;
  sku: string | null;
  barcode: string | null;
  vendor_sku: string | null;
  status: PlanStatus;
  observed_days: number;
  available: number;
  on_hand: number;
  committed: number;
  incoming: number;
  suggested_quantity: number | null;
  minimum_order_quantity: number;
  pack_size: number;
  /** These four are null together. */
  wanted_quantity: number | null;
  suggested_when_edited: number | null;
  edited_at: Date | null;
  actor: string | null;
  quantity: number;
  unit_cost: string | null;
  line_value: string | null;
}

/** One page of an order's lines, and the sums over all of them. */
interface OrderLinePage extends KeysetPage<OrderLine> {
  totals: OrderTotals;
}

/** Reads one page of an order with its totals, in one statement, so that both are of the same moment. */
export async function readOrderLinePage(
  shop: string,
  vendorId: string,
  filter: OrderLineFilter,
  order: OrderLineOrder,
  options: KeysetPageOptions,
): Promise<OrderLinePage> {
  const sort = ORDER_SORT_EXPRESSIONS[order.sort];
  const totals: OrderTotals[] = [];
  const page = await readKeysetPage(sort, order.direction, options, async (clauses) => {
    const records = await readRun(shop, vendorId, filter, clauses);
    totals.push(...records.slice(0, 1).map(toOrderTotals));
    return records.filter(isLine);
  });
  return { ...page, rows: page.rows.map(toOrderLine), totals: only(totals.slice(-1)) };
}

type RunRecord = TotalsRecord & (PlacedLine | { variant_id: null });
type PlacedLine = LineRecord & PlacedRecord;

/** A run of lines, each beside the totals; without any line the totals stand alone. */
async function readRun(
  shop: string,
  vendorId: string,
  { show, q }: OrderLineFilter,
  { select, where, orderBy, limit }: RunClauses,
): Promise<RunRecord[]> {
  const values = new SqlValues();
  values.add(shop);
  values.add(vendorId);
  const conditions = `${searchCondition(q, values)} AND ${where(values)}`;
  const first = values.add(limit);
  const { rows } = await pool.query<RunRecord>(
    `WITH ${ORDER_QUANTITIES}, totals AS (${ORDER_TOTALS}), place AS (
       SELECT variant_id, ${select}, row_number() OVER (ORDER BY ${orderBy}) AS place
       FROM ${orderQuantities({ show, where: conditions, orderBy, limit: first })}
       ORDER BY ${orderBy} LIMIT ${first}
     )
     SELECT totals.*, shown.*, position_value FROM totals LEFT JOIN (
       place
         -- LIMIT has them looked up one by one: a join might read all of the vendor's lines.
         CROSS JOIN LATERAL (SELECT ${LINE_COLUMNS} FROM ${LINES} WHERE variant_id = place.variant_id LIMIT 1) AS shown
     ) ON true
     ORDER BY place`,
    values.list,
  );
  return rows;
}

function isLine(record: RunRecord): record is TotalsRecord & PlacedLine {
  return record.variant_id !== null;
}

/** The vendor's SKU as `foldText` has it, but for letters such as ß, which Unicode takes for letters of their own. */
const WITHOUT_ACCENTS = String.raw`lower(regexp_replace(normalize(vendor_sku, NFKD), '[\u0300-\u036F]', '', 'g'))`;

function searchCondition(q: string, values: SqlValues): string {
  const conditions = searchWords(q).map((word) => {
    const folded = values.add(containsPattern(word.folded));
    const plain = values.add(containsPattern(word.plain));
    return `(search_text LIKE ${folded} OR lower(vendor_sku) LIKE ${plain} OR ${WITHOUT_ACCENTS} LIKE ${folded})`;
  });
  return conditions.length === 0 ? "true" : conditions.join(" AND ");
}

/** These variants' lines, in no order; those of which the vendor is not the preferred one are missing. */
export async function findOrderLines(
  shop: string,
  vendorId: string,
  variantIds: readonly string[],
  connection: Transaction = pool,
): Promise<OrderLine[]> {
  const { rows } = await connection.query<LineRecord>(
    `SELECT ${LINE_COLUMNS} FROM ${LINES} WHERE variant_id = ANY($3::bigint[])`,
    [shop, vendorId, variantIds],
  );
  return rows.map(toOrderLine);
}

/** What is ordered, by title: what goes to the vendor. */
export async function readOrderedLines(shop: string, vendorId: string): Promise<OrderLine[]> {
  const { rows } = await pool.query<LineRecord>(
    `SELECT ${LINE_COLUMNS} FROM ${LINES} WHERE quantity > 0 ORDER BY sort_title, variant_id`,
    [shop, vendorId],
  );
  return rows.map(toOrderLine);
}

/** Numbers that PostgreSQL sends as text, since they may be larger than a number holds. */
type TotalsRecord = { [Name in keyof OrderTotals]: string | Extract<OrderTotals[Name], null> };

export async function readOrderTotals(shop: string, vendorId: string): Promise<OrderTotals> {
  const { rows } = await pool.query<TotalsRecord>(`WITH ${ORDER_QUANTITIES} ${ORDER_TOTALS}`, [shop, vendorId]);
  return only(rows.map(toOrderTotals));
}

function only(totals: readonly OrderTotals[]): OrderTotals {
  const [record] = totals;
  if (record === undefined) throw new Error("An aggregate query returned no row");
  return record;
}

function toOrderTotals(record: TotalsRecord): OrderTotals {
  return {
    skus: Number(record.skus),
    lines: Number(record.lines),
    units: Number(record.units),
    value: Number(record.value),
    valueInShopCurrency: toNumber(record.valueInShopCurrency),
    linesWithoutCost: Number(record.linesWithoutCost),
    editedLines: Number(record.editedLines),
  };
}

function toOrderLine(record: LineRecord): OrderLine {
  return {
    variantId: record.variant_id,
    inventoryItemId: record.inventory_item_id,
    productTitle: record.product_title,
    variantTitle: record.variant_title,
    sku: record.sku,
    barcode: record.barcode,
    vendorSku: record.vendor_sku,
    status: record.status,
    observedDays: record.observed_days,
    available: record.available,
    onHand: record.on_hand,
    committed: record.committed,
    incoming: record.incoming,
    suggestedQuantity: record.suggested_quantity,
    edit: toOrderEdit(record),
    quantity: record.quantity,
    minimumOrderQuantity: record.minimum_order_quantity,
    packSize: record.pack_size,
    unitCost: toNumber(record.unit_cost),
    lineValue: toNumber(record.line_value),
  };
}

function toOrderEdit({ wanted_quantity, suggested_when_edited, edited_at, actor }: LineRecord): OrderEdit | null {
  if (wanted_quantity === null || edited_at === null || actor === null) return null;
  return {
    wantedQuantity: wanted_quantity,
    suggestedQuantity: suggested_when_edited,
    editedAt: edited_at.toISOString(),
    actor,
  };
}

/** Money in NUMERIC: exact as a number up to 15 significant digits. */
function toNumber(numeric: string | null): number | null {
  return numeric === null ? null : Number(numeric);
}

import pg from "pg";
import { pool } from "~/db.server";
import { question, type Question } from "./questions";

/** How a list of a shop is looked at. */
export interface ListLook {
  /** Of the columns that can be chosen, those that show. */
  columns: readonly string[];
  density: string;
}

/** A view of a list that the shop's merchants share. */
export interface ListView extends ListLook {
  viewId: string;
  name: string;
  /** Search params of the list. */
  query: string;
}

/** The lists that have views of their own: every SKU, one vendor's, the fast movers. */
export type ViewedList = "all" | "vendor" | "fast-movers";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = "23505";

/** More would be looked through, not seen. */
export const MOST_VIEWS = 40;

/** What a list looks like without a view stands beside the views, under no name. */
const NO_NAME = "";

export interface ListViews {
  /** In the order of their making. */
  views: ListView[];
  /** Of the list as it opens; null until somebody chose it. */
  look: ListLook | null;
}

/** The views of a list. */
export function listViews(list: ViewedList): Question<ListViews> {
  return question(
    (values) => `SELECT view_id::text AS "viewId", name, query, columns, density FROM list_views
      WHERE shop = $1 AND list = ${values.add(list)} ORDER BY view_id`,
    (rows: readonly ListView[]) => {
      const { columns, density } = rows.find(({ name }) => name === NO_NAME) ?? {};
      return {
        views: rows.filter(({ name }) => name !== NO_NAME),
        look: columns && density ? { columns, density } : null,
      };
    },
  );
}

export type ViewOutcome =
  | { kind: "saved"; viewId: string }
  /** Another view of the list is called so. */
  | { kind: "name-taken" }
  /** The list has {@link MOST_VIEWS} already. */
  | { kind: "too-many" }
  /** Somebody has deleted it meanwhile. */
  | { kind: "unknown-view" };

export async function createListView(
  shop: string,
  list: ViewedList,
  { name, query, columns, density }: Omit<ListView, "viewId">,
): Promise<ViewOutcome> {
  const count = await pool.query<{ views: number }>(
    "SELECT count(*)::integer AS views FROM list_views WHERE shop = $1 AND list = $2 AND name <> $3",
    [shop, list, NO_NAME],
  );
  if ((count.rows[0]?.views ?? 0) >= MOST_VIEWS) return { kind: "too-many" };
  const { rows } = await pool.query<{ viewId: string }>(
    `INSERT INTO list_views (shop, list, name, normalized_name, query, columns, density)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (shop, list, normalized_name) DO NOTHING RETURNING view_id AS "viewId"`,
    [shop, list, name, normalizeName(name), query, columns, density],
  );
  return rows[0] ? { kind: "saved", viewId: rows[0].viewId } : { kind: "name-taken" };
}

/** Gives a view another name, unless another view of its list has it: two merchants may rename at the same time. */
export async function renameListView(shop: string, viewId: string, name: string): Promise<ViewOutcome> {
  try {
    const { rowCount } = await pool.query(
      `UPDATE list_views SET name = $3, normalized_name = $4, updated_at = now()
       WHERE shop = $1 AND view_id = $2::bigint AND name <> $5`,
      [shop, viewId, name, normalizeName(name), NO_NAME],
    );
    return rowCount === 1 ? { kind: "saved", viewId } : { kind: "unknown-view" };
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION) return { kind: "name-taken" };
    throw error;
  }
}

/** Overwrites what a view shows, or what it looks like; what is not named stays. */
export async function changeListView(
  shop: string,
  viewId: string,
  { query, columns, density }: Partial<Omit<ListView, "viewId" | "name">>,
): Promise<ViewOutcome> {
  const { rowCount } = await pool.query(
    `UPDATE list_views SET query = coalesce($3, query), columns = coalesce($4::text[], columns),
       density = coalesce($5, density), updated_at = now()
     WHERE shop = $1 AND view_id = $2::bigint AND name <> $6`,
    [shop, viewId, query, columns, density, NO_NAME],
  );
  return rowCount === 1 ? { kind: "saved", viewId } : { kind: "unknown-view" };
}

/** Repeatable. */
export async function deleteListView(shop: string, viewId: string): Promise<void> {
  await pool.query("DELETE FROM list_views WHERE shop = $1 AND view_id = $2::bigint AND name <> $3", [
    shop,
    viewId,
    NO_NAME,
  ]);
}

/** Says what a list looks like where no view is chosen. */
export async function saveListLook(shop: string, list: ViewedList, { columns, density }: ListLook): Promise<void> {
  await pool.query(
    `INSERT INTO list_views (shop, list, name, normalized_name, columns, density) VALUES ($1, $2, $3, $3, $4, $5)
     ON CONFLICT (shop, list, normalized_name) DO UPDATE SET
       columns = excluded.columns, density = excluded.density, updated_at = now()`,
    [shop, list, NO_NAME, columns, density],
  );
}

/** Names that differ only by case and spaces would be taken for one another. */
function normalizeName(name: string): string {
  return name.normalize("NFKC").toUpperCase().toLowerCase().replace(/\s+/g, " ").trim();
}

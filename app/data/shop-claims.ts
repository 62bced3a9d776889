import { pool } from "~/db.server";

/** Work for a shop that one process at a time does. */
type ClaimedWork = "deliveries" | "replans";

const CLAIM_COLUMNS: Record<ClaimedWork, string> = {
  deliveries: "deliveries_claimed_until",
  replans: "replans_claimed_until",
};

/** A claim ends by itself so long after it was made or renewed: its process may be gone. */
const CLAIM_SECONDS = 30;

/**
 * Claims some work of a shop for one process, or renews its claim, for half a minute.
 *
 * @param held the claim to renew; null for a new one
 * @returns the claim; null while another process has it, and for a shop that has not the app
 */
export async function claimWork(shop: string, work: ClaimedWork, held: Date | null): Promise<Date | null> {
  const column = CLAIM_COLUMNS[work];
  const { rows } = await pool.query<{ until: Date }>(
    `UPDATE shops SET ${column} = date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => $3)
     WHERE shop = $1 AND uninstalled_at IS NULL AND (${column} IS NULL OR ${column} < now() OR ${column} = $2)
     RETURNING ${column} AS until`,
    [shop, held, CLAIM_SECONDS],
  );
  return rows[0]?.until ?? null;
}

export async function releaseWork(shop: string, work: ClaimedWork, held: Date): Promise<void> {
  const column = CLAIM_COLUMNS[work];
  await pool.query(`UPDATE shops SET ${column} = NULL WHERE shop = $1 AND ${column} = $2`, [shop, held]);
}

/** Ends the claims on all work of every shop. Only for a process that knows that there is no other one. */
export async function releaseAllWork(): Promise<void> {
  const columns = Object.values(CLAIM_COLUMNS);
  await pool.query(
    `UPDATE shops SET ${columns.map((column) => `${column} = NULL`).join(", ")}
     WHERE ${columns.map((column) => `${column} IS NOT NULL`).join(" OR ")}`,
  );
}

import { pool } from "~/db.server";
import { STORED_SHOP, type StoredShop } from "./shops";
import {
  parseRun,
  progressOf,
  PULL_KINDS,
  SYNC_RUN,
  type RunKind,
  type RunProgress,
  type SyncRun,
  type SyncRunRow,
} from "./sync-runs";

/** What is known of how a shop's data stand: every page has to know it, so it is read at once. */
export interface SyncFacts {
  /** null for a shop that never installed the app, or was deleted. */
  stored: StoredShop | null;
  /** Grows with every batch of plans that is stored or deleted; 0 for a shop without any. */
  planVersion: number;
  /** The demand window of every plan ends on this day or later; null before the first planning. */
  plannedWindowEnd: string | null;
  /** The latest pull of each kind, in the order of the kinds. */
  pulls: SyncRun[];
  /** When the last pull began that ended well: everything that changed in Shopify since may be missing here. */
  lastPullStart: Date | null;
  /** Up to when everything that Shopify told of was acted on; null before the first delivery. */
  deliveriesActedOnUntil: Date | null;
}

type FactsRow = Pick<SyncFacts, "plannedWindowEnd" | "lastPullStart" | "deliveriesActedOnUntil"> &
  Omit<StoredShop, "shop"> &
  Omit<SyncRunRow, "shop" | "kind"> & {
    /** null for a shop that is not stored. */
    shop: string | null;
    planVersion: string | null;
    /** null where there was no run of the kind. */
    kind: RunKind | null;
  };

/** Reads a row a kind of pull, each with all of the rest. */
export async function readSyncFacts(shop: string): Promise<SyncFacts> {
  const { rows } = await pool.query<FactsRow>(
    // Of two columns of one name the driver keeps the last.
    `SELECT run.*, stored.*, known.*
     FROM (SELECT ${LAST_PULL_START} AS "lastPullStart", ${ACTED_ON_UNTIL} AS "deliveriesActedOnUntil") AS known
       LEFT JOIN (
         SELECT ${STORED_SHOP}, plan_version AS "planVersion", planned_window_end AS "plannedWindowEnd"
         FROM shops WHERE shop = $1
       ) AS stored ON true
       CROSS JOIN unnest($2::text[]) WITH ORDINALITY AS wanted (kind, place)
       LEFT JOIN LATERAL (
         SELECT ${SYNC_RUN} FROM sync_runs WHERE shop = $1 AND kind = wanted.kind ORDER BY started_at DESC LIMIT 1
       ) AS run ON true
     ORDER BY place`,
    [shop, PULL_KINDS],
  );
  const [first] = rows;
  if (first === undefined) throw new Error("There is a row for each kind of pull");
  return {
    stored: first.shop === null ? null : { ...first, shop },
    planVersion: Number(first.planVersion ?? 0),
    plannedWindowEnd: first.plannedWindowEnd,
    pulls: rows.flatMap(({ kind, ...row }) => (kind === null ? [] : parseRun({ ...row, kind, shop }))),
    lastPullStart: first.lastPullStart,
    deliveriesActedOnUntil: first.deliveriesActedOnUntil,
  };
}

const LAST_PULL_START = `(
  SELECT started_at FROM sync_runs
  WHERE shop = $1 AND kind IN ('first-pull', 'refresh', 'reconciliation') AND status = 'succeeded'
  ORDER BY started_at DESC LIMIT 1
)`;

const ACTED_ON_UNTIL = `least(
  (SELECT max(received_at) FROM webhook_deliveries WHERE shop = $1),
  (SELECT min(triggered_at) FROM webhook_deliveries WHERE shop = $1 AND status = 'pending')
)`;

/** What pages and monitors say of a shop's data. */
export interface SyncStatus {
  /** The pull under way that brings the plan up to date: a first pull or a refresh. */
  running: RunProgress | null;
  /** Orders older than the demand window, pulled in the background. */
  orderHistory: RunProgress | null;
  /** The latest pull's failure, when it failed: for the merchant, what failed and what to do next. */
  failure: { code: string; message: string; kind: RunKind; failedAt: Date } | null;
  /** When the last successful pull began; null before the first. */
  lastPulledAt: Date | null;
  /** Shopify hides orders older than 60 days from the app, and the demand window would need them. */
  cutWindow: boolean;
  /** First day from which every order is known. */
  ordersKnownFrom: string | null;
  /**
   * Whether there is a plan to show, which is empty for a shop without products. While the first one is being written
   * there is none: a part of it would look like the whole.
   */
  hasPlan: boolean;
}

/** The state of a shop's data: what runs, what failed last, how old the data are. */
export async function readSyncStatus(shop: string): Promise<SyncStatus> {
  return describeSync(await readSyncFacts(shop));
}

export function describeSync({ stored, pulls, lastPullStart }: SyncFacts): SyncStatus {
  const latestFirst = pulls
    .filter(({ kind }) => kind !== "order-history")
    .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime());
  const [latest] = latestFirst;
  const running = latestFirst.find(({ status }) => status === "running");
  const history = pulls.find(({ kind }) => kind === "order-history");
  return {
    running: running ? progressOf(running) : null,
    orderHistory: history ? progressOf(history) : null,
    failure: latest ? failureOf(latest) : null,
    lastPulledAt: lastPullStart,
    cutWindow: (latestFirst.find(({ status }) => status === "succeeded") ?? latest)?.state.cutWindow ?? false,
    ordersKnownFrom: stored?.ordersKnownFrom ?? null,
    hasPlan: lastPullStart !== null,
  };
}

function failureOf(run: SyncRun): SyncStatus["failure"] {
  if (run.status !== "failed" || !run.finishedAt) return null;
  return { code: run.errorCode ?? "unknown", message: run.error ?? "", kind: run.kind, failedAt: run.finishedAt };
}

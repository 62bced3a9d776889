import { setTimeout as sleep } from "node:timers/promises";
import { readSandboxState } from "../../e2e/shop-session";
import { summarize, type Figure } from "../figure";
import type { MeasuredShop } from "../shops/measured-shop";
import { SandboxControls } from "./sandbox-controls";

const REST_SECONDS = 20;
/** A page that stays open has the shop refreshed every quarter of an hour. */
const REFRESHES_AN_HOUR = 4;
const LOOK_EVERY_MS = 100;

/** What a shop at rest costs, and refreshes: one that finds so many changes of which no webhook told, others that find nothing. */
export async function measureRefresh(shop: MeasuredShop, changes: number): Promise<Figure[]> {
  const about = { skus: shop.skus, database: shop.database };
  const pointsSpent = async () => (await readSandboxState(shop.demo)).pointsSpent;
  const before = await pointsSpent();
  await sleep(REST_SECONDS * 1_000);
  const rested = await pointsSpent();
  await refresh(shop);
  const refreshed = await pointsSpent();
  await new SandboxControls(shop).changeInSilence(changes);
  const seconds = await refresh(shop);
  const points = (await pointsSpent()) - refreshed;
  return [
    {
      what: `API points in ${REST_SECONDS} s at rest`,
      unit: "",
      ...about,
      ours: summarize([rested - before]),
      target: { of: "median", most: 0 },
    },
    {
      what: "API points an hour at rest, with a page open",
      unit: "",
      ...about,
      ours: summarize([(refreshed - rested) * REFRESHES_AN_HOUR]),
    },
    { what: `refresh of ${changes} changes`, unit: "s", ...about, ours: summarize([seconds]) },
    { what: `API points of that refresh`, unit: "", ...about, ours: summarize([points]) },
  ];
}

/** @returns the seconds that the merchant's wish takes until the plans are made */
async function refresh({ requests, query }: MeasuredShop): Promise<number> {
  const begin = performance.now();
  const [{ now } = { now: new Date() }] = await query<{ now: Date }>("SELECT now()");
  const wish = await requests.page("/app/status");
  const { ok, status } = await fetch(wish, { method: "POST", body: new URLSearchParams({ kind: "refresh" }) });
  if (!ok) throw new Error(`/app/status answered ${status}`);
  for (;;) {
    const [run] = await query<{ status: string; error: string | null }>(
      `SELECT status, error FROM sync_runs WHERE kind = 'refresh' AND started_at >= '${now.toISOString()}'`,
    );
    if (run?.status === "succeeded") return (performance.now() - begin) / 1_000;
    if (run?.status === "failed") throw new Error(`The refresh failed: ${run.error}`);
    await sleep(LOOK_EVERY_MS);
  }
}

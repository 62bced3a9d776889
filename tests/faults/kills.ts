import { setTimeout as sleep } from "node:timers/promises";
import { createRandom, type Random } from "../../sandbox/store/random";
import type { RunKind } from "../../app/data/sync-runs";
import type { FaultyShop } from "./faulty-shop";
import { SIZE } from "./size";

export interface Kills {
  count: number;
  seed: number;
  /** SQL of a query that finds a row while the app does what is to be interrupted. */
  interrupted: string;
  /** What happens before each kill, once the app is there. */
  onceUp?: () => Promise<void>;
  /** What happens while there is no app. */
  whileDown?: () => Promise<void>;
}

/** Most kills wait for the work to begin, so long at most; the others come whatever the app does. */
const WAIT_FOR_WORK_MS = 15_000;
const SHARE_AT_WORK = 0.8;
const SHARE_WHILE_STARTING = 0.15;
const LONGEST_MOMENT_MS = 4_000;

/**
 * Ends the app by SIGKILL again and again, at random moments, and starts it each time; sometimes a second time before it has
 * started.
 *
 * @returns how many kills met the work that was to be interrupted
 */
export async function killAgainAndAgain(faulty: FaultyShop, kills: Kills): Promise<number> {
  const random = createRandom(kills.seed, "kills");
  let met = 0;
  for (let kill = 1; kill <= kills.count; kill++) {
    await kills.onceUp?.();
    if (random.chance(SHARE_AT_WORK)) await untilWork(faulty, kills.interrupted);
    await sleep(randomMoment(random));
    if (await isAtWork(faulty, kills.interrupted)) met += 1;
    await faulty.app.kill();
    await kills.whileDown?.();
    if (kill < kills.count && random.chance(SHARE_WHILE_STARTING)) {
      kill += 1;
      await killWhileStarting(faulty, random);
    }
    // After the last one the app has to find out by itself, however long that takes.
    if (kill < kills.count || !SIZE.waitsForSilence) await faulty.passTime();
    await faulty.app.start();
  }
  return met;
}

/** Of short moments as many as of long ones: the beginning of the work on a fast machine, the end of it on a slow one. */
function randomMoment(random: Random): number {
  return LONGEST_MOMENT_MS ** random.fraction();
}

async function killWhileStarting({ app, passTime }: FaultyShop, random: Random): Promise<void> {
  await passTime();
  app.launch();
  await sleep(random.fraction() * app.lastStartMs);
  await app.kill();
}

async function untilWork(faulty: FaultyShop, interrupted: string): Promise<void> {
  const deadline = Date.now() + WAIT_FOR_WORK_MS;
  while (Date.now() < deadline && !(await isAtWork(faulty, interrupted))) await sleep(100);
}

async function isAtWork({ query }: FaultyShop, interrupted: string): Promise<boolean> {
  return (await query(interrupted)).length > 0;
}

/** The work on runs of some kinds, by a process that is alive. */
export function workOn(...kinds: RunKind[]): string {
  return `SELECT FROM sync_runs
    WHERE kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")}) AND status = 'running' AND phase <> 'queued'
      AND updated_at > now() - interval '10 seconds'`;
}

/** The work on webhook deliveries, likewise. */
export const WORK_ON_DELIVERIES = "SELECT FROM shops WHERE deliveries_claimed_until > now()";

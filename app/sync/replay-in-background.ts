import { fork, type ChildProcess } from "node:child_process";
import type { ShopBacktestItem, ShopReplay } from "~/planning/shop-backtest";

/** What the process is told: items, a batch at a time, and then to begin. */
export type ToReplayProcess = { kind: "items"; items: ShopBacktestItem[] } | { kind: "begin"; windowDays: number };

/** What it says: how many items are judged, and in the end what was learnt. */
export type FromReplayProcess = { kind: "progress"; judged: number } | { kind: "done"; replay: ShopReplay };

/** Run as it stands by tsx, like the server; the app is started from its folder. */
const PROGRAM = "app/sync/backtest-process.ts";

/**
 * Replays a shop's history in a process of its own, so that pages do not wait for the arithmetic. See
 * docs/decisions/017-backtest-in-a-process.md.
 *
 * @param signal ends the process
 * @throws when the process ends before it is done; what it complains of is on the app's standard error
 */
export async function replayInBackground(
  batches: AsyncIterable<ShopBacktestItem[]>,
  {
    windowDays,
    signal,
    onProgress,
  }: { windowDays: number; signal: AbortSignal; onProgress: (judged: number) => Promise<void> },
): Promise<ShopReplay> {
  signal.throwIfAborted();
  const child = fork(PROGRAM, { execArgv: ["--import", "tsx"], serialization: "advanced" });
  const end = () => child.kill("SIGKILL");
  signal.addEventListener("abort", end);
  try {
    const result = resultOf(child, onProgress);
    // A process that ends early says so here, also while items are still being read.
    result.catch(() => {});
    const sent = sendAll(child, batches, windowDays);
    sent.catch(() => {});
    await Promise.race([sent, result]);
    return await result;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}

async function sendAll(
  child: ChildProcess,
  batches: AsyncIterable<ShopBacktestItem[]>,
  windowDays: number,
): Promise<void> {
  for await (const items of batches) await send(child, { kind: "items", items });
  await send(child, { kind: "begin", windowDays });
}

function send(child: ChildProcess, message: ToReplayProcess): Promise<void> {
  return new Promise((sent, failed) => {
    child.send(message, (error) => {
      if (error) failed(error);
      else sent();
    });
  });
}

function resultOf(child: ChildProcess, onProgress: (judged: number) => Promise<void>): Promise<ShopReplay> {
  return new Promise((done, failed) => {
    child.on("message", (message: FromReplayProcess) => {
      if (message.kind === "done") done(message.replay);
      else onProgress(message.judged).catch(failed);
    });
    child.once("error", failed);
    child.once("exit", (code, exitSignal) => {
      failed(
        new Error(`The process that replays the shop's history ended too early (${exitSignal ?? `code ${code}`})`),
      );
    });
  });
}

// The child process in which a shop's history is replayed: minutes of arithmetic, at a lower priority than the pages'. It
// has no database; items come in over the channel to its parent, and what they teach goes back.
import { setPriority } from "node:os";
import { setImmediate as nextTurn } from "node:timers/promises";
import { replayShop, type ShopBacktestItem } from "../planning/shop-backtest";
import type { FromReplayProcess, ToReplayProcess } from "./replay-in-background";

const LOWER_PRIORITY = 10;

setPriority(LOWER_PRIORITY);
const items: ShopBacktestItem[] = [];

process.on("message", (message: ToReplayProcess) => {
  if (message.kind === "items") items.push(...message.items);
  else void replay(message.windowDays);
});
// Its parent is gone, or has what it wanted.
process.on("disconnect", () => process.exit());

async function replay(windowDays: number): Promise<void> {
  const steps = replayShop(items, windowDays);
  let step = steps.next();
  while (!step.done) {
    send({ kind: "progress", judged: step.value });
    await nextTurn(); // So that messages leave, and the parent's end is noticed.
    step = steps.next();
  }
  send({ kind: "done", replay: step.value });
}

function send(message: FromReplayProcess): void {
  process.send?.(message);
}

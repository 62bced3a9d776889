import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** On what it was measured: no figure means anything without. */
export interface Machine {
  processors: number;
  model: string;
  memoryGigabytes: number;
  node: string;
  /** Processes that were running or waited to, in the minute before. */
  load: number;
}

export function describeMachine(): Machine {
  return {
    processors: availableParallelism(),
    model: cpus()[0]?.model.trim() ?? "unknown",
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

// What Linux tells of a process.
import { readdirSync, readFileSync } from "node:fs";

export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
}

/** Empty for a process that has just ended. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kilobytes) / 1_000;
}

/** User and system time; Linux counts a hundred ticks a second. */
export function cpuSeconds(pid: number): number {
  return cpuSecondsIn(`/proc/${pid}/stat`);
}

/** As {@link cpuSeconds}, of a process's main thread alone. */
export function mainThreadSeconds(pid: number): number {
  return cpuSecondsIn(`/proc/${pid}/task/${pid}/stat`);
}

function cpuSecondsIn(file: string): number {
  const stat = readFileSync(file, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const WATCH_EVERY_MS = 20;

/** Does something and tells how much memory a process took for it, at its highest over what it had before. */
export async function watchMemory<Result>(
  pid: number,
  work: () => Promise<Result>,
): Promise<{ result: Result; megabytes: number }> {
  const before = residentMegabytes(pid);
  let highest = before;
  const watch = setInterval(() => (highest = Math.max(highest, residentMegabytes(pid))), WATCH_EVERY_MS);
  try {
    const result = await work();
    return { result, megabytes: highest - before };
  } finally {
    clearInterval(watch);
  }
}

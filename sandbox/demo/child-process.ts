import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { readableLogLine } from "./log-lines";

export interface ChildProcessOptions {
  /** Stands before each line that it writes. */
  name: string;
  command: string;
  args: string[];
  environment?: Record<string, string>;
  /** Its output appears only when it fails. */
  isQuiet?: boolean;
}

export interface ChildProcess {
  /** Resolves when the process has ended; the exit code, or the name of the signal that ended it. */
  ended: Promise<number | NodeJS.Signals>;
  /** The first message that it sends to this process. */
  firstMessage: Promise<unknown>;
  /** Asks it to stop and waits; ends it by force when it takes longer than `STOP_LIMIT_MS`. */
  stop: () => Promise<void>;
}

/** Longer than the app gives its own jobs. */
const STOP_LIMIT_MS = 30_000;

/** Starts a process whose output appears in this one's, line by line, readable and with its name. */
export function startChild({ name, command, args, environment, isQuiet }: ChildProcessOptions): ChildProcess {
  const child = spawn(command, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let hasEnded = false;
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      hasEnded = true;
      resolve(code ?? signal ?? 1);
    });
  });
  const firstMessage = new Promise<unknown>((resolve) => child.once("message", resolve));
  const heldBack: string[] = [];
  const write = (to: Writable) => (line: string) => {
    const labelled = readableLogLine(line).replace(/^/gm, `[${name}] `);
    if (isQuiet) heldBack.push(labelled);
    else to.write(`${labelled}\n`);
  };
  readLines(child.stdout, write(process.stdout));
  readLines(child.stderr, write(process.stderr));
  child.once("close", (code) => {
    if (code !== 0 && heldBack.length > 0) process.stderr.write(`${heldBack.join("\n")}\n`);
  });
  return {
    ended,
    firstMessage,
    stop: async () => {
      if (hasEnded) return;
      child.kill("SIGTERM");
      const patience = new AbortController();
      const outOfPatience = sleep(STOP_LIMIT_MS, undefined, { signal: patience.signal }).then(
        () => child.kill("SIGKILL"),
        () => false, // It ended in time.
      );
      await ended;
      patience.abort();
      await outOfPatience;
    },
  };
}

function readLines(from: Readable | null, receive: (line: string) => void): void {
  if (from) createInterface({ input: from }).on("line", receive);
}

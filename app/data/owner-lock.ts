import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";

const ownerSchema = z.object({ pid: z.number().int().positive(), started: z.string() });

/**
 * A lock file that names the process which owns a data folder. A killed owner leaves the file behind; since process ids
 * are used again (in a container the app may well get the same one at each start), the file also holds the moment at which
 * the owner started, and a process that started at another moment is not that owner.
 */
export class OwnerLock {
  constructor(private readonly path: string) {}

  /** Takes the lock if nobody alive holds it. */
  take(): boolean {
    const found = this.read();
    if (found !== undefined && ownerOf(found) !== undefined) return false;
    if (found !== undefined && !this.clear(found)) return false;
    try {
      writeFileSync(this.path, JSON.stringify({ pid: process.pid, started: processStart(process.pid) }), {
        flag: "wx",
      });
      return true;
    } catch (error) {
      if (isFault(error, "EEXIST")) return false; // Another process was faster.
      throw error;
    }
  }

  release(): void {
    rmSync(this.path, { force: true });
  }

  /** The id of the process that holds the lock, if it is alive. */
  owner(): number | undefined {
    const found = this.read();
    return found === undefined ? undefined : ownerOf(found);
  }

  private read(): string | undefined {
    try {
      return readFileSync(this.path, "utf8");
    } catch (error) {
      if (isFault(error, "ENOENT")) return undefined;
      throw error;
    }
  }

  /**
   * Takes a dead owner's lock away. Moving it is atomic, so that of several processes only one moves it; what was moved
   * is looked at once more, since a faster one may have put its own lock in the place already.
   */
  private clear(stale: string): boolean {
    const moved = `${this.path}.${process.pid}`;
    try {
      renameSync(this.path, moved);
    } catch (error) {
      if (isFault(error, "ENOENT")) return false;
      throw error;
    }
    const isStale = readFileSync(moved, "utf8") === stale;
    if (!isStale) linkSync(moved, this.path);
    rmSync(moved);
    return isStale;
  }
}

function ownerOf(content: string): number | undefined {
  const written = ownerSchema.safeParse(parseJson(content));
  if (!written.success) return undefined; // Cut off by a crash.
  const { pid, started } = written.data;
  return isAlive(pid) && processStart(pid) === started ? pid : undefined;
}

function isFault(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isFault(error, "EPERM");
  }
}

/** When the process started, in clock ticks since boot (proc(5), field 22 of stat); "" where there is no /proc. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second field is the command in parentheses and may hold spaces; field 3 follows the last parenthesis.
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

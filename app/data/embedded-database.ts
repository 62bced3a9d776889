import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { keepWritingCheckpoints } from "./checkpoints";
import { OwnerLock } from "./owner-lock";

/** A database to work with, whoever runs it. */
export interface OpenDatabase {
  /** A PostgreSQL connection string. */
  url: string;
  /** server: named by DATABASE_URL; owner: embedded, run by this process; guest: embedded, run by another process. */
  kind: "server" | "owner" | "guest";
  /** Ends what `openDatabase` started; a server and another process's database go on. */
  close: () => Promise<void>;
}

export interface DatabaseOptions {
  databaseUrl: string | undefined;
  /** Folder of the embedded database, made if absent. */
  dataDir: string;
  /**
   * Whether to join an embedded database that another process runs (the default), or to wait until that one has ended:
   * who joins loses the database when its owner ends, which a short command can bear and the app can't.
   */
  mayJoin?: boolean;
}

/** PostgreSQL clients look for this name in the folder that they are given as host. */
const SOCKET_NAME = ".s.PGSQL.5432";
/** sun_path holds 104 bytes on macOS and 108 on Linux, the closing zero included. */
const LONGEST_SOCKET_PATH = 103;
const START_LIMIT_MS = 60_000;

/**
 * Opens the database server that `databaseUrl` names or, without one, the embedded database in `dataDir`: PGlite in a
 * worker thread, so that queries do not block pages, listening on a unix socket there, so that a second process can join.
 *
 * @throws when the folder can't be written, or its owner neither answers (nor, unless it may be joined, ends)
 */
export async function openDatabase({ databaseUrl, dataDir, mayJoin = true }: DatabaseOptions): Promise<OpenDatabase> {
  if (databaseUrl) return { url: databaseUrl, kind: "server", close: async () => {} };

  const folder = resolve(dataDir);
  const socketPath = embeddedSocketPath(folder);
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(resolve(socketPath, ".."))}`;
  mkdirSync(folder, { recursive: true });

  const lock = new OwnerLock(join(folder, "owner.lock"));
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    if (mayJoin && (await accepts(socketPath))) return { url, kind: "guest", close: async () => {} };
    if (lock.take()) return ownDatabase(folder, socketPath, url, lock);
    await sleep(100); // Its owner is starting or ending.
  }
  throw new Error(
    `The embedded database in ${folder} belongs to process ${lock.owner() ?? "unknown"}, which has not given it free ` +
      `within ${START_LIMIT_MS / 1000} s. End that process, or choose another folder with DATA_DIR.`,
  );
}

async function ownDatabase(folder: string, socketPath: string, url: string, lock: OwnerLock): Promise<OpenDatabase> {
  mkdirSync(resolve(socketPath, ".."), { recursive: true, mode: 0o700 });
  const worker = new Worker(new URL("./embedded-database-worker.mjs", import.meta.url), {
    workerData: { dataFolder: join(folder, "pg"), socketPath },
  });
  try {
    await firstMessage(worker);
  } catch (cause) {
    await worker.terminate();
    lock.release();
    throw new Error(`The embedded database in ${folder} did not start`, { cause });
  }
  // From here on a fault of the worker is a fault of the process: without its database it can't serve.
  worker.on("error", (error) => {
    throw error;
  });
  const stopCheckpoints = keepWritingCheckpoints(url);
  const close = async () => {
    await stopCheckpoints();
    const ended = new Promise((done) => worker.once("exit", done));
    worker.postMessage("close");
    await ended;
    lock.release();
  };
  return { url, kind: "owner", close };
}

function firstMessage(worker: Worker): Promise<unknown> {
  return new Promise((started, failed) => {
    worker.once("message", started);
    worker.once("error", failed);
    worker.once("exit", (code) => failed(new Error(`its thread ended with code ${code}`)));
  });
}

/** The socket lies in the data folder or, where that path is too long for one, in a folder of the system's for it. */
function embeddedSocketPath(folder: string): string {
  const beside = join(folder, SOCKET_NAME);
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  const name = createHash("sha256").update(folder).digest("hex").slice(0, 16);
  return join(tmpdir(), `inventory-${name}`, SOCKET_NAME);
}

function accepts(socketPath: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(socketPath);
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => answer(false));
  });
}

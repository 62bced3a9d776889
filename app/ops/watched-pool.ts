import { Socket } from "node:net";
import pg from "pg";
import { logger } from "./logger";

/** What everybody meets who needs a database that cannot be reached: at once, since waiting would be in vain. */
export class DatabaseGoneError extends Error {
  override readonly name = "DatabaseGoneError";

  constructor() {
    super("The database cannot be reached. As soon as it can, everything goes on by itself.");
  }
}

/** So long the database may leave everybody without an answer before it is asked for a sign of life. */
const SILENCE_MS = 2_000;
const LOOK_MS = 500;
const PROBE_LIMIT_MS = 2_000;
/** One may be late because this process was too busy to read the answer. */
const PROBES_IN_VAIN = 2;

/** Codes with which PostgreSQL sends everybody away: it is being stopped, has crashed, or does not take connections yet. */
const LEAVING_CODES = ["57P01", "57P02", "57P03"];

type TakeClient = Parameters<pg.Pool["connect"]>[0];

/**
 * A pool that finds out when its server is gone, or hangs, and then lets nobody wait: neither those who wait for a
 * connection nor those who wait for an answer, whose connections are broken off, nor those who come later, until the server
 * answers again. A time limit for queries would either be too short for the longest of them or too long for a page.
 */
export class WatchedPool extends pg.Pool {
  private readonly sockets: ReadonlySet<Socket>;
  private readonly watch: NodeJS.Timeout;
  /** Those who wait for a connection, to be told that they wait in vain. */
  private readonly waiting = new Set<() => void>();
  private lastSignAt = performance.now();
  private gone = false;
  private probesInVain = 0;
  private probing: Promise<void> | undefined;

  constructor(private readonly config: pg.PoolConfig) {
    const sockets = new Set<Socket>();
    super({ ...config, keepAlive: true, stream: () => openSocket(sockets) });
    this.sockets = sockets;
    this.watch = setInterval(() => this.look(), LOOK_MS).unref();
    this.on("error", (error) => this.judge(error));
    this.on("release", (error: unknown) => this.judge(error));
  }

  /** Whether the server cannot be reached, as far as is known. */
  get isGone(): boolean {
    return this.gone;
  }

  /** As {@link isGone}, once doubts that somebody's failure raises are cleared. */
  async findOutIfGone(): Promise<boolean> {
    await this.probing;
    return this.gone;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: TakeClient): void;
  override connect(callback?: TakeClient): Promise<pg.PoolClient> | undefined {
    if (callback) {
      this.take(callback);
      return undefined;
    }
    return new Promise((resolve, reject) =>
      this.take((error, client) => (client ? resolve(client) : reject(error ?? new DatabaseGoneError()))),
    );
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    clearInterval(this.watch);
    if (!callback) return super.end();
    super.end(callback);
    return undefined;
  }

  private take(callback: TakeClient): void {
    const giveUp = () => callback(new DatabaseGoneError(), undefined, () => {});
    if (this.gone) {
      process.nextTick(giveUp);
      return;
    }
    if (!this.isBusy) this.lastSignAt = performance.now();
    this.waiting.add(giveUp);
    super.connect((error, client, release) => {
      if (error) this.judge(error);
      // False for one who was told meanwhile.
      if (this.waiting.delete(giveUp)) callback(error, client, release);
      else release(true);
    });
  }

  private get isBusy(): boolean {
    return this.waiting.size > 0 || this.totalCount > this.idleCount;
  }

  private look(): void {
    const isSilent = this.isBusy && performance.now() - this.lastSignAt > SILENCE_MS;
    if (this.gone || isSilent) void this.probe();
  }

  /** Takes what a connection ended with, or was given back with, for a sign of life, or for a reason to doubt. */
  private judge(error: unknown): void {
    if (this.gone || this.ending) return;
    if (error instanceof Error && !isAnswer(error)) void this.probe();
    else this.lastSignAt = performance.now();
  }

  private probe(): Promise<void> {
    this.probing ??= this.askForSign().finally(() => (this.probing = undefined));
    return this.probing;
  }

  private async askForSign(): Promise<void> {
    const sign = await probe(this.config);
    if (this.ending) return;
    if (sign === "alive") this.noteAlive();
    else if (sign === "refused" || ++this.probesInVain >= PROBES_IN_VAIN) this.noteGone();
  }

  private noteAlive(): void {
    this.probesInVain = 0;
    this.lastSignAt = performance.now();
    if (!this.gone) return;
    // Connections that were begun meanwhile may hang for long.
    this.breakOff();
    this.gone = false;
    logger.warn("The database answers again");
  }

  private noteGone(): void {
    if (this.gone) return;
    this.gone = true;
    logger.warn("The database cannot be reached");
    this.breakOff();
  }

  private breakOff(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const giveUp of waiting) giveUp();
    for (const socket of this.sockets) socket.destroy(new DatabaseGoneError());
  }
}

function openSocket(sockets: Set<Socket>): Socket {
  const socket = new Socket();
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
  return socket;
}

/** An error that the server itself has sent, in working order, is a sign of life too. */
function isAnswer(error: Error): boolean {
  return error instanceof pg.DatabaseError && !LEAVING_CODES.includes(error.code ?? "");
}

/** Asks the server for a sign of life over a connection of its own. */
async function probe(config: pg.PoolConfig): Promise<"alive" | "refused" | "silent"> {
  const socket = new Socket();
  const client = new pg.Client({ ...config, stream: () => socket });
  client.on("error", () => {}); // The promises tell it too.
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    socket.destroy();
  }, PROBE_LIMIT_MS);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return "alive";
  } catch (error) {
    if (isLate) return "silent";
    return error instanceof Error && isAnswer(error) ? "alive" : "refused";
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

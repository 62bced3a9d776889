import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** refused: connections break, and nobody takes new ones. hanging: all stay open, and nothing passes. */
export type Outage = "refused" | "hanging";

/** Stands between the app and its database server, to be switched off, or slowed down. */
export class DatabaseProxy {
  /** So long each answer takes more. */
  latencyMs = 0;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private server: Server | undefined;
  private port = 0;
  private outage: Outage | null = null;

  private constructor(private readonly target: { path: string } | { host: string; port: number }) {}

  /** @returns the proxy, and the database's address through it */
  static async start(databaseUrl: string): Promise<{ proxy: DatabaseProxy; url: string }> {
    const url = new URL(databaseUrl);
    const port = Number(url.port || 5432);
    const folder = url.searchParams.get("host");
    const target = folder === null ? { host: url.hostname, port } : { path: `${folder}/.s.PGSQL.${port}` };
    const proxy = new DatabaseProxy(target);
    await proxy.listen();
    url.searchParams.delete("host");
    url.hostname = "127.0.0.1";
    url.port = String(proxy.port);
    return { proxy, url: url.href };
  }

  async begin(outage: Outage): Promise<void> {
    this.outage = outage;
    if (outage === "hanging") {
      for (const pair of this.pairs) pair.forEach((socket) => socket.pause());
      return;
    }
    for (const [client] of this.pairs) client.resetAndDestroy();
    await this.stopListening();
  }

  /** Lets everything pass again, what was held back too. */
  async end(): Promise<void> {
    this.outage = null;
    for (const pair of this.pairs) pair.forEach((socket) => socket.resume());
    if (!this.server) await this.listen();
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) pair.forEach((socket) => socket.destroy());
    await this.stopListening();
  }

  private async takeTime(): Promise<void> {
    if (this.latencyMs > 0) await sleep(this.latencyMs);
  }

  private async listen(): Promise<void> {
    this.server = createServer((client) => this.connectThrough(client));
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async stopListening(): Promise<void> {
    const stopping = this.server;
    this.server = undefined;
    if (stopping) await new Promise((closed) => stopping.close(closed));
  }

  private connectThrough(client: Socket): void {
    const database = connect(this.target);
    const pair = [client, database] as const;
    this.pairs.add(pair);
    client.on("data", (bytes) => database.write(bytes));
    let passedOn: Promise<unknown> = Promise.resolve();
    database.on("data", (bytes) => {
      passedOn = passedOn.then(() => this.takeTime()).then(() => client.write(bytes));
    });
    for (const [from, to] of [pair, [database, client]] as const) {
      // Whoever breaks off breaks off for both.
      from.on("error", () => to.destroy());
      from.on("close", () => {
        this.pairs.delete(pair);
        to.destroy();
      });
    }
    if (this.outage === "hanging") pair.forEach((socket) => socket.pause());
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "../../sandbox/demo/credentials";

export interface AppProcessOptions {
  port: number;
  sandboxUrl: string;
  /** Folder of the embedded database. */
  dataDir: string;
  /** A server instead of it. */
  databaseUrl?: string | null;
  /** What else it finds in its environment. */
  environment?: Record<string, string> | undefined;
}

const START_LIMIT_MS = 300_000;

/** The app as its operators run it: the production build in a process of its own, to be killed and started again. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private output = "";
  /** How long it took to start. */
  lastStartMs = 0;

  constructor(private readonly options: AppProcessOptions) {}

  get address(): string {
    return `http://127.0.0.1:${this.options.port}`;
  }

  /** Resolves when it listens. */
  async start(): Promise<void> {
    const begin = performance.now();
    this.launch();
    await this.untilLive();
    this.lastStartMs = performance.now() - begin;
  }

  /** Does not wait until it listens. */
  launch(): void {
    const { port, sandboxUrl, dataDir, databaseUrl, environment } = this.options;
    const preload = new URL("../../sandbox/route-shopify.mjs", import.meta.url).href;
    const child = spawn(process.execPath, ["--import", "tsx", "--import", preload, "server.ts"], {
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "production",
        PORT: String(port),
        SHOPIFY_API_KEY: SANDBOX_API_KEY,
        SHOPIFY_API_SECRET: SANDBOX_API_SECRET,
        SHOPIFY_APP_URL: sandboxUrl,
        SANDBOX_URL: sandboxUrl,
        DATA_DIR: dataDir,
        DATABASE_URL: databaseUrl ?? "",
        LOG_LEVEL: "warn",
        // One script of the tests asks as often as many would.
        API_REQUESTS_A_MINUTE: "100000",
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (data: Buffer) => (this.output = (this.output + String(data)).slice(-20_000)));
    }
  }

  /** Has it hang where it is, until it is let go on. */
  hang(): void {
    this.child?.kill("SIGSTOP");
  }

  goOn(): void {
    this.child?.kill("SIGCONT");
  }

  private async untilLive(): Promise<void> {
    const deadline = Date.now() + START_LIMIT_MS;
    while (!(await this.isLive())) {
      if (this.child?.exitCode != null)
        throw new Error(`The app ended with exit code ${this.child.exitCode}:\n${this.output}`);
      if (Date.now() > deadline)
        throw new Error(`The app did not listen within ${START_LIMIT_MS / 1000} s:\n${this.output}`);
      await sleep(50);
    }
  }

  /** Ends it at once, wherever it is. */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Asks it to end. @returns its exit code; null when it does not run */
  async stop(): Promise<number | null> {
    return this.end("SIGTERM");
  }

  private async end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.child;
    this.child = undefined;
    if (!child) return null;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The app had ended by itself, with ${child.exitCode ?? child.signalCode}:\n${this.output}`);
    }
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  private async isLive(): Promise<boolean> {
    const answer = await fetch(`${this.address}/healthz?check=live`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.ok ?? false;
  }
}

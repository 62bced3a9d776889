import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "../../../sandbox/demo/credentials";

const PROGRAM = fileURLToPath(new URL("../programs/floor-server.ts", import.meta.url));
const addressSchema = z.object({ port: z.number() });

/** The app's pages rendered from memory; see `programs/floor-server.ts`. */
export class Floor {
  private constructor(
    readonly address: string,
    readonly stop: () => void,
  ) {}

  /** @param databaseUrl where the build looks for the table of sessions when it is loaded; nothing is asked for later */
  static async start(databaseUrl: string): Promise<Floor> {
    const child = fork(PROGRAM, {
      execArgv: ["--import", "tsx"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        SHOPIFY_API_KEY: SANDBOX_API_KEY,
        SHOPIFY_API_SECRET: SANDBOX_API_SECRET,
        SHOPIFY_APP_URL: "http://localhost:3000",
        DATABASE_URL: databaseUrl,
      },
    });
    const message = await new Promise((resolve, reject) => {
      child.once("message", resolve);
      child.once("exit", (code) => reject(new Error(`The floor server ended with exit code ${code}`)));
    });
    const address = `http://127.0.0.1:${addressSchema.parse(message).port}`;
    return new Floor(address, () => child.kill());
  }

  /** Keeps what a page's routes loaded. */
  async hold(path: string, data: Uint8Array<ArrayBuffer>): Promise<void> {
    const url = new URL("/floor/data", this.address);
    url.searchParams.set("path", path);
    const { ok, status } = await fetch(url, { method: "PUT", body: data });
    if (!ok) throw new Error(`The floor server took no data for ${path}: ${status}`);
  }

  /** The request that renders the same from memory. */
  same(request: Request): Request {
    const url = new URL(request.url);
    return new Request(new URL(url.pathname + url.search, this.address), { headers: request.headers });
  }

  /** What a route loaded, as JSON. */
  json(path: string, route: string): Request {
    const url = new URL("/floor/json", this.address);
    url.searchParams.set("path", path);
    url.searchParams.set("route", route);
    return new Request(url);
  }
}

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePort } from "../setup/free-port";

export interface Demo {
  /** Address of the sandbox's admin, as the demo prints it. */
  address: string;
  /** Where the app itself listens, without the sandbox's proxy. */
  appAddress: string;
  /** Process id of the demo, whose children are the sandbox and the app. */
  pid: number;
  /** Folder of the demo's embedded database. */
  dataDir: string;
  /** What the demo has written so far. */
  output: () => string;
  /** Asks the demo to end, and resolves with its exit code. */
  stop: () => Promise<number | null>;
}

/** Building the app included. */
const START_LIMIT_MS = 200_000;

/**
 * Starts `npm run demo`'s program on free ports with a data folder of its own.
 *
 * @param skus size of the generated store
 * @param storeFolder a real shop to load instead
 * @param databaseUrl a server's database in place of the embedded one
 */
export async function startDemo({
  skus = 300,
  storeFolder = "",
  databaseUrl = "",
}: {
  skus?: number;
  storeFolder?: string;
  databaseUrl?: string;
}): Promise<Demo> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "inventory-demo-"));
  const port = await findFreePort();
  const sandboxPort = await findFreePort();
  const child = spawn(process.execPath, ["--import", "tsx", "sandbox/demo.ts"], {
    env: {
      ...environmentOfAPerson(),
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      SANDBOX_SKUS: String(skus),
      SANDBOX_STORE: storeFolder,
      DATA_DIR: dataDir,
      DATABASE_URL: databaseUrl,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (data: Buffer) => (output += String(data)));
  child.stderr.on("data", (data: Buffer) => (output += String(data)));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));

  const address = await Promise.race([
    untilAddressPrinted(() => output),
    ended.then((code) =>
      Promise.reject(new Error(`The demo ended with exit code ${code} before it was ready:\n${output}`)),
    ),
  ]);
  return {
    address,
    appAddress: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    dataDir,
    output: () => output,
    stop: async () => {
      child.kill("SIGTERM");
      const exitCode = await ended;
      await rm(dataDir, { recursive: true, force: true });
      return exitCode;
    },
  };
}

async function untilAddressPrinted(readOutput: () => string): Promise<string> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const address = /ready after .*\n\s+(http:\/\/\S+)/.exec(readOutput())?.[1];
    if (address) return address;
    await sleep(100);
  }
  throw new Error(`The demo printed no address within ${START_LIMIT_MS / 1000} s:\n${readOutput()}`);
}

/** Variables that the test runner sets, or that would make the demo another one than a person starts. */
const NOT_FOR_THE_DEMO = /^(NODE_ENV|TEST|VITEST.*|LOG_LEVEL)$/;

function environmentOfAPerson(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) if (NOT_FOR_THE_DEMO.test(name)) delete environment[name];
  return environment;
}

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { chmod, chown, lstat, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findFreePort } from "../setup/free-port";
import { followDockerfile, type Image } from "./image-steps";
import { askBadly, MARKS_OF_SECRETS } from "./malformed-requests";

const run = promisify(execFile);

let image: Image;
/** What is mounted into the container: secrets as files, and a folder for data. */
let mounted: string;
let port: number;
let app: ChildProcess | undefined;
let output = "";

const METRICS_TOKEN = "token-of-the-monitor-1";
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 25_000;
/** What caches and compiled code still add after thousands of requests; a kilobyte of each that stays would be more. */
const MOST_GROWTH_BYTES = 6e6;
const LARGEST_IMAGE_BYTES = 180e6;
/** Whom the container's `node` is: somebody without rights here. */
const NOBODY = 65_534;
const preload = (code: string) => ({ NODE_OPTIONS: `--import "data:text/javascript,${code}"` });
/** Whenever it gets this signal. */
const COLLECTS_GARBAGE = preload(
  "import v8 from 'node:v8'; import vm from 'node:vm'; v8.setFlagsFromString('--expose-gc');" +
    "const gc = vm.runInNewContext('gc'); process.on('SIGUSR2', () => gc());",
);
const isRoot = process.getuid?.() === 0;

beforeAll(async () => {
  image = await followDockerfile();
  // Read-only, as the container's file system is.
  await run("chmod", ["-R", "a-w,a+rX", image.folder]);
  mounted = await mkdtemp(join(tmpdir(), "inventory-mounted-"));
  await chmod(mounted, 0o777);
  await writeFile(join(mounted, "api-secret"), "the-secret-of-the-app\n");
  await writeFile(join(mounted, "metrics-token"), METRICS_TOKEN);
  if (isRoot) await chown(mounted, NOBODY, NOBODY);
  port = await findFreePort();
});

afterAll(async () => {
  app?.kill("SIGKILL");
  await run("chmod", ["-R", "u+w", image.folder]);
  await image.remove();
  await rm(mounted, { recursive: true, force: true });
});

it("the image holds production dependencies alone, and what they need", async () => {
  const lock = JSON.parse(await readFile("package-lock.json", "utf8")) as { packages: Record<string, { dev?: true }> };
  const isForDevelopment = (name: string) => lock.packages[`node_modules/${name}`]?.dev === true;
  const installed = await readdir(join(image.folder, "node_modules"));
  expect(installed).toContain("express");
  expect(installed.filter(isForDevelopment)).toEqual([]);
  const top = await readdir(image.folder);
  expect(top).toEqual(expect.arrayContaining(["app", "build", "docker", "node_modules", "prisma", "server.ts"]));
  expect(top.filter((name) => ["tests", "sandbox", "docs", ".env", ".git"].includes(name))).toEqual([]);
  expect(await sizeOf(image.folder)).toBeLessThan(LARGEST_IMAGE_BYTES);
});

it("it starts as a user without rights, who can write to the data folder alone, with secrets from files", async () => {
  expect(image.user).toBe("node");
  await start(COLLECTS_GARBAGE);
  // Whoever can connect can be served: migrations are done.
  const health = await fetch(address("/healthz"));
  expect(await health.json()).toMatchObject({ status: "ok", checks: { database: { status: "ok" } } });
  expect((await fetch(address("/metrics"))).status).toBe(401);
  expect(await readMetric("process_start_time_seconds")).toBeGreaterThan(0);
  await run(process.execPath, ["docker/is-alive.mjs"], {
    cwd: image.folder,
    env: { NODE_ENV: "production", PORT: String(port) },
  });
});

it("10,000 malformed requests bring neither an answer of 5xx nor growth nor an error in the log", async () => {
  const heap: number[] = [];
  const { answers, failures } = await askBadly({
    port,
    times: 10_000,
    every: { times: 2_000, look: async () => void heap.push(await readHeapInUse()) },
  });
  expect(failures).toEqual([]);
  // Of all kinds: else they would all fail at the same door.
  expect([...answers.keys()]).toEqual(expect.arrayContaining([200, 400, 401, 404, 405, 413, 429]));
  const [afterTheFirst = 0, atTheEnd] = [heap.at(0), heap.at(-1)];
  expect(atTheEnd).toBeLessThan(afterTheFirst + MOST_GROWTH_BYTES);
  expect(await (await fetch(address("/healthz"))).json()).toMatchObject({ status: "ok" });
  expect(logLines().filter(({ level }) => level >= 50)).toEqual([]);
});

it("SIGTERM ends it well, and its log is JSON without a secret", async () => {
  expect(await end("SIGTERM")).toBe(0);
  expect(logLines()).toContainEqual(expect.objectContaining({ msg: "Inventory Intelligence listens" }));
  for (const secret of ["the-secret-of-the-app", METRICS_TOKEN, ...MARKS_OF_SECRETS]) {
    expect(output).not.toContain(secret);
  }
});

it("an error that nothing catches ends it, and is in the log", async () => {
  await start(preload("process.on('SIGUSR2', () => Promise.reject(new Error('uncaught')))"));
  expect(await end("SIGUSR2")).toBe(1);
  expect(logLines()).toContainEqual(
    expect.objectContaining({ level: 60, err: expect.objectContaining({ message: "uncaught" }) as object }),
  );
});

/** Of the heap, what is in use and not garbage; with {@link COLLECTS_GARBAGE}. */
async function readHeapInUse(): Promise<number> {
  app?.kill("SIGUSR2");
  await sleep(500);
  return readMetric("nodejs_heap_size_used_bytes");
}

/** As its entrypoint does, without the init that passes signals on. */
async function start(further: Record<string, string> = {}): Promise<void> {
  output = "";
  const command = image.entrypoint.slice(image.entrypoint.indexOf("--") + 1);
  const asNobody = isRoot ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
  const [program = "", ...args] = [...asNobody, ...command.map((word) => join(image.folder, word))];
  app = spawn(program, args, {
    cwd: image.folder,
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      ...image.environment,
      DATA_DIR: join(mounted, "data"),
      PORT: String(port),
      SHOPIFY_API_KEY: "key",
      SHOPIFY_API_SECRET_FILE: join(mounted, "api-secret"),
      SHOPIFY_APP_URL: "https://inventory.example.com",
      METRICS_TOKEN_FILE: join(mounted, "metrics-token"),
      ...further,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [app.stdout, app.stderr]) stream?.on("data", (data: Buffer) => (output += String(data)));
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await isListening())) {
    if (app.exitCode !== null || Date.now() > deadline) throw new Error(`The app did not start:\n${output}`);
    await sleep(100);
  }
}

/** @returns the exit code */
async function end(signal: NodeJS.Signals): Promise<number | null> {
  const ending = app;
  const ended = new Promise<number | null>((resolve) => ending?.once("close", resolve));
  const begin = performance.now();
  ending?.kill(signal);
  const code = await ended;
  expect(performance.now() - begin).toBeLessThan(STOP_LIMIT_MS);
  return code;
}

function address(path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}

async function isListening(): Promise<boolean> {
  const answer = await fetch(address("/healthz?check=live")).catch(() => null);
  await answer?.body?.cancel();
  return answer?.ok ?? false;
}

async function readMetric(name: string): Promise<number> {
  const answer = await fetch(address("/metrics"), { headers: { Authorization: `Bearer ${METRICS_TOKEN}` } });
  return Number(new RegExp(`^${name}(?:{.*})? (.+)$`, "m").exec(await answer.text())?.[1]);
}

/** Every line of what it has written. */
function logLines(): { level: number; msg?: string; err?: object }[] {
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { level: number });
}

async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(entries.map(async (name) => (await lstat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

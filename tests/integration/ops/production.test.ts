import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** Told when the server ends, which it does at once where nothing is configured: which files it has loaded. */
const TELL_LOADED = `
  import { createRequire } from "node:module";
  process.on("exit", () => console.log(JSON.stringify(Object.keys(createRequire("/").cache))));`;

it("the server takes React as for production, also where nobody has set NODE_ENV", async () => {
  const preload = `data:text/javascript,${encodeURIComponent(TELL_LOADED)}`;
  const server = [process.execPath, "--import", preload, "--import", "tsx", "server.ts"];
  const run = promisify(execFile)("env", ["--unset=NODE_ENV", "SHOPIFY_API_KEY=", ...server]);
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded.filter((file) => /react.*\.production/.test(file))).not.toEqual([]);
  expect(loaded.filter((file) => /react.*\.development/.test(file))).toEqual([]);
});

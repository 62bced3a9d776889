// `npm run test:e2e`: the browser's tests; with `-- --screenshots` they write a picture of every page and state besides.
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";

const FOLDER = "screenshots";

const { values, positionals } = parseArgs({
  options: { screenshots: { type: "boolean", default: false }, testNamePattern: { type: "string", short: "t" } },
  allowPositionals: true,
});
const files = values.screenshots && positionals.length === 0 ? ["every-page"] : positionals;
const pattern = values.testNamePattern === undefined ? [] : ["-t", values.testNamePattern];
const { status } = spawnSync("npx", ["vitest", "run", "--project", "e2e", ...files, ...pattern], {
  stdio: "inherit",
  env: { ...process.env, ...(values.screenshots && { SCREENSHOTS: FOLDER }) },
});
if (values.screenshots) console.log(`The pictures are in ${FOLDER}/`);
process.exitCode = status ?? 1;

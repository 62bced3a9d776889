// `npm run test:e2e`: the browser's tests; with `-- --screenshots` they write a picture of every page and state besides. All else is
// handed on.
import { spawnSync } from "node:child_process";

const FOLDER = "screenshots";
const TAKE_PICTURES = "--screenshots";

const takesPictures = process.argv.includes(TAKE_PICTURES);
const others = process.argv.slice(2).filter((argument) => argument !== TAKE_PICTURES);
const files = takesPictures && others.length === 0 ? ["every-page"] : [];
const { status } = spawnSync("npx", ["vitest", "run", "--project", "e2e", ...files, ...others], {
  stdio: "inherit",
  env: { ...process.env, ...(takesPictures && { SCREENSHOTS: FOLDER }) },
});
if (takesPictures) console.log(`The pictures are in ${FOLDER}/`);
process.exitCode = status ?? 1;

import { execFileSync } from "node:child_process";
import { needsBuild } from "../../sandbox/demo/app-build";

/** The app under test is the production build. */
export default async function buildApp(): Promise<void> {
  if (await needsBuild(process.cwd())) execFileSync("npm", ["run", "build", "--silent"], { stdio: "ignore" });
}

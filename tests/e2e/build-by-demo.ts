import { needsBuild } from "../../sandbox/demo/app-build";
import { startDemo } from "./start-demo";

/** Has a demo build the app, as the first one of a person does. Those of the tests, two at a time, find the build. */
export default async function buildByDemo(): Promise<void> {
  if (!(await needsBuild(process.cwd()))) return;
  const demo = await startDemo({ skus: 10 });
  await demo.stop();
}

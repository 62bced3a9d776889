import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { needsBuild } from "../../../../sandbox/demo/app-build";

let project: string;

beforeEach(async () => {
  project = await mkdtemp(path.join(tmpdir(), "app-build-"));
});

afterEach(() => rm(project, { recursive: true }));

async function writeAt(file: string, secondsSince1970: number): Promise<void> {
  const place = path.join(project, file);
  await mkdir(path.dirname(place), { recursive: true });
  await writeFile(place, "");
  await utimes(place, secondsSince1970, secondsSince1970);
}

describe("the demo builds the app", () => {
  it("when there is no build", async () => {
    await writeAt("app/root.tsx", 100);
    expect(await needsBuild(project)).toBe(true);
  });

  it("when a source is newer than the build, however deep it lies", async () => {
    await writeAt("build/server/index.js", 200);
    await writeAt("app/routes/reorder-list/page.tsx", 201);
    expect(await needsBuild(project)).toBe(true);
  });

  it("not when every source is older, whatever else has changed", async () => {
    await writeAt("build/server/index.js", 200);
    await writeAt("app/root.tsx", 199);
    await writeAt("package-lock.json", 150);
    await writeAt("tests/unit/some.test.ts", 300);
    expect(await needsBuild(project)).toBe(false);
  });
});

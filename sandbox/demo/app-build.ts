import { readdir, stat } from "node:fs/promises";
import path from "node:path";

const BUILT_SERVER = "build/server/index.js";

/** What the build is made of. */
const BUILD_SOURCES = [
  "app",
  "public",
  "prisma/schema.prisma",
  "package-lock.json",
  "remix.config.js",
  "vite.config.ts",
  "scripts/used-polaris-styles.ts",
  "tsconfig.json",
];

/** Whether there is no build of the app, or one older than its sources. */
export async function needsBuild(projectFolder: string): Promise<boolean> {
  const builtAt = await newestChange(path.join(projectFolder, BUILT_SERVER));
  if (builtAt === null) return true;
  const changes = await Promise.all(BUILD_SOURCES.map((source) => newestChange(path.join(projectFolder, source))));
  return changes.some((changedAt) => changedAt !== null && changedAt > builtAt);
}

/** Milliseconds since 1970 at which the file, or any file in the folder, last changed; null when there is none. */
async function newestChange(place: string): Promise<number | null> {
  const found = await stat(place).catch(() => null);
  if (!found?.isDirectory()) return found?.mtimeMs ?? null;
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const changes = await Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => stat(path.join(entry.parentPath, entry.name))),
  );
  return Math.max(...changes.map(({ mtimeMs }) => mtimeMs));
}

import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "~": fileURLToPath(new URL("./app", import.meta.url)) };

/** What these test is not there on a server. */
const EMBEDDED_DATABASE_ALONE = [
  "tests/integration/data/embedded-database.test.ts",
  "tests/integration/data/protocol-queue.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/setup/environment.ts", "tests/setup/stray-console-errors.ts"],
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          exclude: process.env.TEST_DATABASE_URL ? EMBEDDED_DATABASE_ALONE : [],
          globalSetup: ["tests/setup/worker-databases.ts"],
          setupFiles: [
            "tests/setup/environment.ts",
            "tests/setup/stray-console-errors.ts",
            "tests/setup/fresh-database.ts",
          ],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2, // Each file runs a database of its own.
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          globalSetup: ["tests/faults/build-app.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          testTimeout: 400_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

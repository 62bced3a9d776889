import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectConfiguration } from "vitest/config";
import type { ProjectConfig } from "vitest/node";

/** One more than there are processors: somebody always waits, for a database or for time to pass. */
const WORKERS = availableParallelism() + 1;
/** Each of them has a database of its own, which takes some hundred megabytes. */
const MOST_DATABASES = 4;

/** What is awaited comes late on a machine that has other work too. */
const PATIENCE = { poll: { timeout: 10_000 } };

const alias = { "~": fileURLToPath(new URL("./app", import.meta.url)) };

const COMPONENTS = "tests/unit/components/**/*.test.tsx";
/** They put something of theirs in the place of a module (vi.mock), or need one that no other test has loaded. */
const ISOLATED = "tests/unit/components/**/*.isolated.test.tsx";
const IN_A_BROWSER: UnitTests = { environment: "jsdom", setupFiles: ["tests/unit/components/browser-stand-ins.ts"] };

/** What these test is not there on a server. */
const EMBEDDED_DATABASE_ALONE = [
  "tests/integration/data/embedded-database.test.ts",
  "tests/integration/data/protocol-queue.test.ts",
];

/** What takes long and asks a server nothing that is not asked of it elsewhere; ENOUGH_ONCE leaves it out where it has just run. */
const ENOUGH_ONCE = [
  "tests/integration/scripts/**",
  "tests/integration/mcp/**",
  "tests/integration/reports/four-exits.test.ts",
  "tests/integration/routes/closed-doors.test.ts",
  "tests/integration/sync/{failed-pull,api-budget,shopify-troubles}.test.ts",
];

type UnitTests = Pick<ProjectConfig, "name" | "include" | "exclude" | "isolate" | "environment"> & {
  setupFiles?: string[];
};

/** To load modules takes most tests longer than to run: without isolation, each worker does so once for all of its files. */
function unitTests({ setupFiles = [], ...options }: UnitTests): TestProjectConfiguration {
  return {
    resolve: { alias },
    test: {
      ...options,
      setupFiles: [
        "tests/setup/environment.ts",
        "tests/setup/stray-console-errors.ts",
        "tests/setup/no-database.ts",
        ...setupFiles,
      ],
      testTimeout: 30_000,
      expect: PATIENCE,
      maxWorkers: WORKERS,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      unitTests({ name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"], exclude: [COMPONENTS], isolate: false }),
      unitTests({
        name: "unit-components",
        include: [COMPONENTS],
        exclude: [ISOLATED],
        isolate: false,
        ...IN_A_BROWSER,
      }),
      unitTests({ name: "unit-isolated", include: [ISOLATED], ...IN_A_BROWSER }),
      {
        resolve: { alias },
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          exclude: [
            ...(process.env.TEST_DATABASE_URL ? EMBEDDED_DATABASE_ALONE : []),
            ...(process.env.ENOUGH_ONCE ? ENOUGH_ONCE : []),
          ],
          globalSetup: ["tests/setup/lend-databases.ts"],
          setupFiles: [
            "tests/setup/environment.ts",
            "tests/setup/stray-console-errors.ts",
            "tests/setup/fresh-database.ts",
          ],
          testTimeout: 180_000,
          expect: PATIENCE,
          hookTimeout: 180_000,
          maxWorkers: Math.min(WORKERS, MOST_DATABASES),
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
          // At the small size they wait more than they work.
          maxWorkers: process.env.FAULTS_SIZE === "small" ? 3 : 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        resolve: { alias },
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/build-by-demo.ts"],
          testTimeout: 400_000,
          hookTimeout: 240_000,
          expect: PATIENCE,
          maxWorkers: 2, // Each file runs a demo and a browser of its own.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

// Runs after every install. `prisma generate` looks at DATABASE_URL only to learn the provider; without a PostgreSQL-like
// value it tries to download engine binaries, which this project does not use (engineType = "client").
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const prisma = fileURLToPath(new URL("../node_modules/prisma/build/index.js", import.meta.url));
const { status } = spawnSync(process.execPath, [prisma, "generate", "--no-hints"], {
  stdio: "inherit",
  env: { ...process.env, DATABASE_URL: "postgresql://unused@localhost/unused", PRISMA_HIDE_UPDATE_MESSAGE: "1" },
});
process.exit(status ?? 1);

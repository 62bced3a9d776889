/** How hard the app is tried: `npm run test:faults` in full, CI at a size that it has time for. */
export const SIZE =
  process.env.FAULTS_SIZE === "small"
    ? { kills: 4, skus: 60, changes: 150, shops: 12, outageMs: 8_000 }
    : { kills: 50, skus: 300, changes: 2_500, shops: 200, outageMs: 30_000 };

/** On which databases: on a server only where there is one. */
export const DATABASES: readonly ("embedded" | "server")[] = process.env.TEST_DATABASE_URL
  ? ["embedded", "server"]
  : ["embedded"];

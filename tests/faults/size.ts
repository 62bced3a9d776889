/** How hard the app is tried: `npm run test:faults` in full, or small, which takes minutes. */
export const SIZE =
  process.env.FAULTS_SIZE === "small"
    ? {
        /** Of the app, in each of the tests that kill it. */
        kills: 3,
        skus: 60,
        /** Webhook deliveries that a shop owes the app, at least. */
        deliveries: 600,
        /** Before the first retry of a delivery, doubled before each further one. */
        retryDelayMs: 60,
        /** Changes in the shop that a refresh has to find. */
        changes: 120,
        /** Whether the last work that a kill interrupts waits until it is taken up by itself. */
        waitsForSilence: false,
        shops: 12,
        outageMs: 6_000,
      }
    : {
        kills: 50,
        skus: 300,
        deliveries: 10_000,
        retryDelayMs: 250,
        changes: 2_000,
        waitsForSilence: true,
        shops: 200,
        outageMs: 30_000,
      };

type DatabaseKind = "embedded" | "server";

/** On which databases: on a server only where there is one. */
export const DATABASES: readonly DatabaseKind[] = process.env.TEST_DATABASE_URL ? ["embedded", "server"] : ["embedded"];

/** What can be tried on each: in minutes on one alone, which is the harder one for the app, that has nobody to take over. */
export const EACH_DATABASE: readonly DatabaseKind[] = process.env.FAULTS_SIZE === "small" ? ["embedded"] : DATABASES;

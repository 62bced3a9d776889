// The thread that `openDatabase` starts: PGlite and its socket server, until it is told to close. Plain JavaScript, since
// Node 20 gives a worker thread no TypeScript loader.
import { rmSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { z } from "zod";

const { dataFolder, socketPath } = z.object({ dataFolder: z.string(), socketPath: z.string() }).parse(workerData);

// Its owner was killed: nobody else holds the lock, so nobody listens here.
rmSync(socketPath, { force: true });

const database = await PGlite.create({ dataDir: dataFolder });
const server = new PGLiteSocketServer({ db: database, path: socketPath, maxConnections: 100 });
await server.start();

parentPort?.once("message", () => void close());
parentPort?.postMessage("listening");

async function close() {
  await server.stop();
  await database.close();
  rmSync(socketPath, { force: true });
  process.exit(0);
}

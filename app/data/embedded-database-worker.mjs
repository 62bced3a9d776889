// The thread that `openDatabase` starts: PGlite and its socket server, until it is told to close. Plain JavaScript, since
// Node 20 gives a worker thread no TypeScript loader.
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketHandler } from "@electric-sql/pglite-socket";
import { z } from "zod";
import { ProtocolQueue } from "./protocol-queue.mjs";

const { dataFolder, socketPath } = z.object({ dataFolder: z.string(), socketPath: z.string() }).parse(workerData);

// Its owner was killed: nobody else holds the lock, so nobody listens here.
rmSync(socketPath, { force: true });

const database = await PGlite.create({ dataDir: dataFolder });
const queryQueue = new ProtocolQueue(database);
/** @type {Set<PGLiteSocketHandler>} */
const connections = new Set();

const server = createServer((socket) => {
  // @ts-expect-error The handler calls the queue's public methods alone, but its type names a class with private fields.
  const connection = new PGLiteSocketHandler({ queryQueue, closeOnDetach: true });
  connections.add(connection);
  for (const end of ["close", "error"]) connection.addEventListener(end, () => connections.delete(connection));
  void connection.attach(socket);
});
server.listen(socketPath, () => parentPort?.postMessage("listening"));

parentPort?.once("message", () => void close());

async function close() {
  server.close();
  await Promise.all([...connections].map((connection) => connection.detach(true)));
  await database.close();
  rmSync(socketPath, { force: true });
  process.exit(0);
}

import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below those that systems give to outgoing connections: one of these could take a port before a server listens on it. */
const LOWEST_PORT = 20_000;
const HIGHEST_PORT = 32_000;

/** Somebody's who may not listen yet, or not at the moment. */
const given = new Set<number>();

/** A port for a server, which may end and listen there again. */
export async function findFreePort(): Promise<number> {
  const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
  if (given.has(port) || !(await isFree(port))) return findFreePort();
  given.add(port);
  return port;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

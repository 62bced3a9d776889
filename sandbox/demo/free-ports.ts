import { createServer } from "node:net";
import { DemoFault } from "./demo-settings";

/**
 * Makes sure that both ports can be listened on, before anything starts.
 *
 * @throws {DemoFault} naming every port that cannot, and what to set instead
 */
export async function requireFreePorts(ports: { name: "PORT" | "SANDBOX_PORT"; port: number }[]): Promise<void> {
  const faults = await Promise.all(
    ports.map(async ({ name, port }) => {
      const errorCode = await tryToListen(port);
      if (errorCode === null) return [];
      const reason = errorCode === "EADDRINUSE" ? "is in use" : `cannot be listened on (${errorCode})`;
      return [`port ${port} ${reason}: stop what uses it, or choose another with ${name}=${port + 10}`];
    }),
  );
  if (faults.flat().length > 0) throw new DemoFault(faults.flat());
}

/** @returns the error's code, or null when the port is free */
function tryToListen(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, () => server.close(() => resolve(null)));
  });
}

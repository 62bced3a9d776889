import type { Server } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { RequestHandler } from "express";
import { FOR_MONITORS } from "./page-handler";

/** A proxy that looks every second has noticed by then; when nobody asks for so long, nobody will. */
const QUIET_MS = 1_500;
/** A proxy that does not look at all never lets it be quiet. */
const LONGEST_NOTICE_MS = 10_000;
const LOOK_MS = 100;

/**
 * Lets a process leave without anybody noticing. A request that comes while its connection is closed is lost: the server cannot
 * say that it has not read it. So everybody is asked to go first: monitors are told, each connection ends with the answer that
 * is given over it, and only when no more requests come are the port and the other connections closed.
 */
export class GracefulStop {
  private readonly connections = new Set<Socket>();
  private isStopping = false;
  private lastRequestAt = -Infinity;

  /** For the server to see each request first. */
  readonly watchRequests: RequestHandler = (request, response, next) => {
    // Monitors ask as long as there is a port.
    if (!FOR_MONITORS.includes(request.path)) this.lastRequestAt = performance.now();
    if (this.isStopping) response.set("Connection", "close");
    next();
  };

  constructor(private readonly longestNoticeMs = LONGEST_NOTICE_MS) {}

  watchConnections(server: Server): void {
    server.on("connection", (socket) => {
      this.connections.add(socket);
      socket.once("close", () => this.connections.delete(socket));
    });
  }

  /** Resolves once the last connection is closed. */
  async leave(server: Server): Promise<void> {
    this.isStopping = true;
    const noticeEnd = performance.now() + this.longestNoticeMs;
    while (performance.now() < Math.min(noticeEnd, this.lastRequestAt + QUIET_MS)) await sleep(LOOK_MS);
    const closing = setInterval(() => this.closeUnused(server), LOOK_MS);
    await new Promise<void>((closed) => server.close(() => closed()));
    clearInterval(closing);
  }

  /** Those kept open for a next request, and those opened in advance for a first one, which Node takes for busy. */
  private closeUnused(server: Server): void {
    server.closeIdleConnections();
    for (const socket of this.connections) if (socket.bytesRead === 0) socket.destroy();
  }
}

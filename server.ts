import "./app/ops/production";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { openDatabase } from "./app/data/embedded-database";
import { applyMigrations } from "./app/data/migrations";
import { EnvironmentError, parseEnvironment, type Environment } from "./app/ops/env";
import { GracefulStop } from "./app/ops/graceful-stop";
import { logger } from "./app/ops/logger";
import { createPageHandler } from "./app/ops/page-handler";
import type { AnsweredRequest } from "./app/ops/record-request";
import {
  answerFault,
  limitBody,
  limitPath,
  limitRate,
  limitRefusals,
  limitTimes,
  limitTokens,
  nameRequest,
} from "./app/ops/request-limits";

/** What app/entry.server.tsx exports beside the page renderer: one build, so one copy of every module. */
interface Services {
  /** isAlone: no other process works on the database. */
  startServices(options: { isAlone: boolean }): Promise<void>;
  /** Gives jobs back; pages are served as before. */
  stopWork(): Promise<void>;
  stopServices(): Promise<void>;
  /** Has monitors and proxies told. */
  announceStop: () => void;
  /** Of the database. */
  closeConnections(): Promise<void>;
  /** Whether the database cannot be reached, as far as is known. */
  isDatabaseGone: () => boolean;
  /** The same, after something failed. */
  findOutIfDatabaseIsGone: () => Promise<boolean>;
  /** Counts a request, for monitors. */
  recordRequest: (request: AnsweredRequest, elapsedMs: number) => void;
}

const BUILD = new URL("./build/server/index.js", import.meta.url);
/** After this the process ends, whatever is still going on. */
const STOP_LIMIT_MS = 25_000;
/** Guessing tokens is hopeless, but would keep the database busy. */
const REFUSALS_A_MINUTE = 60;
/** The answer is made once a second; this limits what sending it costs. */
const HEALTH_REQUESTS_A_MINUTE = 1_200;

// What nobody expected may have left anything behind: whoever watches over the process starts a new one.
process.on("uncaughtException", (error, origin) => {
  logger.fatal({ err: error, origin }, "The process ends after an error that nothing caught");
  process.exit(1);
});

try {
  await start();
} catch (error) {
  if (error instanceof EnvironmentError) console.error(error.message);
  else logger.fatal({ err: error }, "The app could not start");
  process.exit(1);
}

/** Database, migrations, services, and only then the port: whoever can connect can be served. */
async function start(): Promise<void> {
  const environment = parseEnvironment(process.env);
  if (!existsSync(BUILD)) throw new Error("There is no build yet: run `npm run build` first");

  const database = await openDatabase({ ...environment, mayJoin: false });
  await applyMigrations(database.url);
  process.env.DATABASE_URL = database.url;
  process.env.DATABASE_KIND = database.kind;

  const build = (await import(BUILD.href)) as ServerBuild;
  const services = build.entry.module as unknown as Services;
  await services.startServices({ isAlone: database.kind === "owner" });

  const gracefulStop = new GracefulStop();
  const server = pages(build, services, environment, gracefulStop).listen(environment.port);
  limitTimes(server);
  gracefulStop.watchConnections(server);
  await new Promise<void>((listening, failed) => {
    server.once("listening", listening);
    server.once("error", failed);
  });
  logger.info({ port: portOf(server), database: database.kind }, "Inventory Intelligence listens");

  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      logger.info({ signal }, "Stopping: open requests and jobs end first");
      services.announceStop();
      void stop(services, () => gracefulStop.leave(server), database.close);
    });
  }
}

function pages(
  build: ServerBuild,
  services: Services,
  { trustedProxies, apiRequestsAMinute }: Environment,
  { watchRequests }: GracefulStop,
): express.Express {
  const app = express();
  app.disable("x-powered-by");
  // request.url must be the address that Shopify signed, and request.ip the asker's, which nearer proxies than his tell.
  app.set("trust proxy", trustedProxies);
  app.use(watchRequests, nameRequest, limitPath, limitBody);
  app.use(["/api", "/mcp", "/export", "/metrics"], limitRefusals(REFUSALS_A_MINUTE));
  app.use(["/api", "/mcp"], limitTokens(apiRequestsAMinute));
  app.use("/healthz", limitRate(HEALTH_REQUESTS_A_MINUTE));
  app.use(compression());
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  app.all("*", createPageHandler(build, services));
  app.use(answerFault);
  return app;
}

/** Gives jobs back while requests end, and closes the database last. */
async function stop(
  services: Services,
  endRequests: () => Promise<void>,
  closeDatabase: () => Promise<void>,
): Promise<void> {
  setTimeout(() => {
    logger.error(`Still busy ${STOP_LIMIT_MS / 1000} s after the signal to stop: ending now`);
    process.exit(1);
  }, STOP_LIMIT_MS).unref();
  await Promise.all([endRequests(), services.stopWork()]);
  await services.stopServices();
  await services.closeConnections();
  await closeDatabase();
  process.exit(0);
}

function portOf(server: Server): number | string {
  const address = server.address();
  return typeof address === "object" && address ? address.port : (address ?? "unknown");
}

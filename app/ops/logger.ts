import pino from "pino";
import type { DestinationStream, Logger } from "pino";
import { readLogLevel } from "./env";
import { withoutSecrets } from "./without-secrets";

/** Structured JSON log lines on standard output; the level is LOG_LEVEL. */
export const logger = createLogger();

/** @param destination standard output, unless a test wants to read the lines */
export function createLogger(destination?: DestinationStream): Logger {
  const options = { level: readLogLevel(process.env), hooks: { streamWrite: withoutSecrets } };
  return destination ? pino(options, destination) : pino(options);
}

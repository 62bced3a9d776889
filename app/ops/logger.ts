import pino from "pino";
import type { DestinationStream, Logger } from "pino";
import { readLogSettings } from "./env";
import { withoutSecrets } from "./without-secrets";

const FILE_DESCRIPTORS = { stdout: 1, stderr: 2 };

/** Structured JSON log lines on standard output, or on LOG_STREAM; the level is LOG_LEVEL. */
export const logger = createLogger();

/** @param destination other than the environment's, for a test that wants to read the lines */
export function createLogger(destination?: DestinationStream): Logger {
  const { level, stream } = readLogSettings(process.env);
  const options = { level, hooks: { streamWrite: withoutSecrets } };
  return pino(options, destination ?? pino.destination(FILE_DESCRIPTORS[stream]));
}

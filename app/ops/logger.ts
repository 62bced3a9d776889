import pino from "pino";
import { environment } from "./env";

/** Names under which secrets travel through this app; their values never reach a log line. */
const SECRET_FIELDS = ["accessToken", "refreshToken", "authorization", "token", "secret", "idToken", "id_token"];

/** Structured JSON log lines on standard output; the level is LOG_LEVEL. */
export const logger = pino({
  level: environment().logLevel,
  redact: {
    paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: "[redacted]",
  },
});

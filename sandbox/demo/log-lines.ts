import { z } from "zod";

/** A line of the app's log, as pino writes it. */
const logLineSchema = z.object({
  level: z.number(),
  msg: z.string().optional(),
  err: z.object({ message: z.string(), stack: z.string().optional() }).optional(),
});

const ERROR_LEVEL = 50;
const WARNING_LEVEL = 40;

/** A log line as a person reads it: "error: message" with the error's stack under it; other text as it is. */
export function readableLogLine(line: string): string {
  const entry = logLineSchema.safeParse(parseJson(line));
  if (!entry.success) return line;
  const { level, msg, err } = entry.data;
  const severity = level >= ERROR_LEVEL ? "error: " : level >= WARNING_LEVEL ? "warning: " : "";
  const summary = severity + (msg ?? err?.message ?? "");
  return err ? `${summary}\n${err.stack ?? err.message}` : summary;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

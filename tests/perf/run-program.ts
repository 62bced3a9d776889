import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { SANDBOX_API_KEY, SANDBOX_API_SECRET } from "../../sandbox/demo/credentials";

/** What a program measured of one thing and of what stands beside it, in turns. */
const measuredSchema = z.object({
  ours: z.array(z.number()),
  beside: z.array(z.number()),
  /** At its highest over what it had before; 0 where it was not watched. */
  memoryMegabytes: z.number().default(0),
});

export type Measured = z.infer<typeof measuredSchema>;

/** What the app's modules look for when they are loaded. */
const APP_ENVIRONMENT = {
  NODE_ENV: "production",
  SHOPIFY_API_KEY: SANDBOX_API_KEY,
  SHOPIFY_API_SECRET: SANDBOX_API_SECRET,
  SHOPIFY_APP_URL: "http://localhost:3000",
  LOG_LEVEL: "silent",
} as const;

/**
 * Runs one of `programs` to its end: a process of its own, in which the app's modules meet the database that the environment
 * names, and whose memory is nobody else's.
 *
 * @returns what it measured, by the names that it gives
 */
export async function runProgram(name: string, environment: Record<string, string>): Promise<Record<string, Measured>> {
  const child = fork(fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url)), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...APP_ENVIRONMENT, ...environment },
  });
  let message: unknown;
  child.once("message", (sent) => (message = sent));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`The program ${name} ended with exit code ${code}`);
  return z.record(z.string(), measuredSchema).parse(message);
}

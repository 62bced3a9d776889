import { logger } from "~/ops/logger";
import type { Caller } from "./caller";

/** Why a tool did nothing, and what to do next: for the model that called it. */
export class ToolError extends Error {
  override readonly name = "ToolError";
}

/** A text of the caller's or of the shop's within a message: quoted, so that it can't be taken for a part of it. */
export function quote(text: string): string {
  return JSON.stringify(text);
}

/** Logs what nobody expected, and says what to do all the same; how the app failed is nothing for a model. */
export function reportFault(error: unknown, what: string, { shop }: Partial<Caller> = {}): string {
  logger.error({ err: error, shop, what }, "An answer to an assistant failed");
  return `${what} failed inside the app, which has logged why. Try once more; if it fails again, get_health may tell what is wrong, and the user can look at the app's status page.`;
}

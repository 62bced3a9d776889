import { DateTime } from "luxon";
import type { SandboxShop } from "../store/types";

/** An id as webhooks carry it: a JSON number with all its digits. */
export function wireId(id: string): bigint {
  return BigInt(id);
}

/** An instant (ISO 8601) as webhooks carry it: in the shop's time zone, to the second. Example: 2026-07-15T14:00:00+02:00 */
export function wireTime(instant: string, { ianaTimezone }: SandboxShop): string {
  return DateTime.fromISO(instant, { zone: ianaTimezone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
}

/** JSON text in which a bigint is a number of full length, which `JSON.stringify` refuses to write. */
export function writeJson(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${writeJson(member)}`);
  return `{${members.join(",")}}`;
}

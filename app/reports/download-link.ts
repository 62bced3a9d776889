import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { createDownloadTicket, takeDownloadTicket } from "~/data/download-tickets";
import { numericIdSchema } from "./numeric-id";
import { parseReorderQuery } from "./parse-reorder-query";
import { serializeReorderQuery } from "./reorder-query";
import type { ReorderQuery } from "./reorder-query";

const LIFETIME_MS = 60_000;

/** Keeps signatures of other uses of the same secret from being taken for these. */
const PURPOSE = "download-link";

const claimsSchema = z.tuple([z.string().min(1), z.string().min(1), z.int()]);

/** What a link downloads. */
export type Download =
  | { kind: "reorder-list"; query: ReorderQuery }
  | { kind: "vendor-order"; vendorId: string }
  /** Who supplies what. */
  | { kind: "mapping" }
  /** What is wrong with an uploaded mapping. */
  | { kind: "mapping-faults"; importId: string };

/** A download as its ticket keeps it: a list by its search params. */
const ticketSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("reorder-list"), query: z.string() }),
  z.object({ kind: z.literal("vendor-order"), vendorId: numericIdSchema }),
  z.object({ kind: z.literal("mapping") }),
  z.object({ kind: z.literal("mapping-faults"), importId: z.string() }),
]);

/**
 * Makes the link that downloads something as CSV: signed, for one use within a minute. A file can't be saved over a
 * request with a bearer token, and a plain link out of the admin's frame carries none.
 *
 * @param secret signs the link; the app's API secret
 * @returns a path on the app's own host
 */
export async function createDownloadLink(shop: string, download: Download, secret: string, now: Date): Promise<string> {
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  const ticketId = await createDownloadTicket(shop, writeTicket(download), expiresAt);
  const claims = Buffer.from(JSON.stringify([shop, ticketId, expiresAt.getTime()])).toString("base64url");
  return `/export/${claims}.${sign(claims, secret)}`;
}

/** A link, as its text alone tells. */
export type DownloadLink =
  | { kind: "signed"; shop: string; ticketId: string }
  | { kind: "expired" }
  /** The signature is missing, wrong or another secret's. */
  | { kind: "forged" };

/** Checks the last segment of a download link's path. */
export function readDownloadLink(segment: string, secret: string, now: Date): DownloadLink {
  const [claims = "", signature = ""] = segment.split(".", 2);
  if (!isEqual(signature, sign(claims, secret))) return { kind: "forged" };
  const [shop, ticketId, expiresAtMs] = claimsSchema.parse(JSON.parse(Buffer.from(claims, "base64url").toString()));
  return expiresAtMs > now.getTime() ? { kind: "signed", shop, ticketId } : { kind: "expired" };
}

/** Uses the link's ticket up and returns what it is to download; null when it was used before. */
export async function takeDownload(shop: string, ticketId: string, now: Date): Promise<Download | null> {
  const text = await takeDownloadTicket(shop, ticketId, now);
  return text === null ? null : readTicket(text);
}

function writeTicket(download: Download): string {
  const written: z.infer<typeof ticketSchema> =
    download.kind === "reorder-list"
      ? { kind: download.kind, query: serializeReorderQuery(download.query, "filters") }
      : download;
  return JSON.stringify(written);
}

function readTicket(text: string): Download {
  const written = ticketSchema.parse(JSON.parse(text));
  if (written.kind !== "reorder-list") return written;
  const { query } = parseReorderQuery(new URLSearchParams(written.query), { mode: "screen" });
  return { kind: written.kind, query };
}

function sign(claims: string, secret: string): string {
  return createHmac("sha256", secret).update(`${PURPOSE}\n${claims}`).digest("base64url");
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

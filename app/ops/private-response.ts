import { etagOf, isHeld } from "./conditional-request";

/** Of what one shop's token may read: to be kept by the client alone, and asked about each time. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "private, no-cache",
  Vary: "Authorization",
  "X-Content-Type-Options": "nosniff",
};

/** Says that the client has the latest already. */
export function notModified(etag: string): Response {
  return new Response(null, { status: 304, headers: { ...PRIVATE_HEADERS, ETag: etag } });
}

interface JsonOptions {
  /** By which it was found that the client does not have this yet; without it, the text tells. */
  etag?: string | null;
  /** Addresses of other pages, by their relation to this one. */
  links?: Readonly<Record<string, string>>;
}

/** Answers with JSON, or, where its text is what the client has, with that. */
export function respondWithJson(request: Request, body: unknown, { etag, links = {} }: JsonOptions = {}): Response {
  const text = JSON.stringify(body);
  const tag = etag ?? etagOf(text);
  if (etag == null && isHeld(request, tag)) return notModified(tag);
  const headers = new Headers({ ...PRIVATE_HEADERS, "Content-Type": "application/json; charset=utf-8", ETag: tag });
  const link = Object.entries(links).map(([relation, address]) => `<${address}>; rel="${relation}"`);
  if (link.length > 0) headers.set("Link", link.join(", "));
  return new Response(request.method === "HEAD" ? null : text, { headers });
}

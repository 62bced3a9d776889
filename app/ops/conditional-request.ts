import { createHash } from "node:crypto";
import fresh from "fresh";

const TAG_LENGTH = 27;

/**
 * The entity tag of what these texts stand for. It is a weak one: the answer is compressed or not, as the client wishes, and
 * a strong tag would have to differ between the two.
 */
export function etagOf(...texts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(texts)).digest("base64url");
  return `W/"${digest.slice(0, TAG_LENGTH)}"`;
}

/**
 * Whether the client says by `If-None-Match` that it has this already. Its `Cache-Control` is for caches on the way: `fetch`
 * sends no-cache with every `If-None-Match`.
 */
export function isHeld(request: Request, etag: string): boolean {
  return fresh({ "if-none-match": request.headers.get("If-None-Match") ?? undefined }, { etag });
}

/**
 * Whether the page will probably be shown on a phone, so that its first rendering already has the right layout. Only a
 * guess: the browser measures.
 */
export function guessPhone(request: Request): boolean {
  const hint = request.headers.get("Sec-CH-UA-Mobile");
  if (hint !== null) return hint === "?1";
  return /\bMobile\b/.test(request.headers.get("User-Agent") ?? "");
}

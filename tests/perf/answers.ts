/**
 * Sends a request and tells how many milliseconds its answer took to begin: a page's frame with all of its rows. What
 * streams in afterwards, such as live quantities, is waited for but not counted.
 */
export async function timeToAnswer(request: Request): Promise<number> {
  return (await timeAnswer(request)).beginMs;
}

/** The same, and until its last byte. */
export async function timeAnswer(request: Request): Promise<{ beginMs: number; endMs: number; bytes: number }> {
  const begin = performance.now();
  const response = await fetch(request);
  if (!response.ok) {
    throw new Error(`${new URL(request.url).pathname} answered ${response.status}: ${await response.text()}`);
  }
  let beginMs: number | undefined;
  let bytes = 0;
  for await (const part of response.body ?? []) {
    beginMs ??= performance.now() - begin;
    bytes += (part as Uint8Array).length;
  }
  const endMs = performance.now() - begin;
  return { beginMs: beginMs ?? endMs, endMs, bytes };
}

/**
 * The longest text of an answer. A model's tokens hold 2.4 bytes at the least where a text is mostly digits, so that no answer
 * has more than 25,000 of them.
 */
export const LONGEST_ANSWER_BYTES = 60_000;

function sizeOf(answer: object): number {
  return Buffer.byteLength(JSON.stringify(answer));
}

/** Reads a page of at most `limit` rows, and a smaller one where its texts are too long for an answer. */
export async function readFittingPage<Page extends object>(
  limit: number,
  read: (limit: number) => Promise<Page>,
): Promise<Page> {
  const page = await read(limit);
  return limit === 1 || sizeOf(page) <= LONGEST_ANSWER_BYTES ? page : readFittingPage(Math.floor(limit / 2), read);
}

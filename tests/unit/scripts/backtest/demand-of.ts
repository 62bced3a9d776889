import { readDemand } from "../../../../scripts/backtest/read-demand";

/** Reads a table as if it came from a file, in pieces of some bytes. */
export function demandOf(table: string | Buffer, pieceBytes = 7) {
  const bytes = Buffer.from(table);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return readDemand(pieces());
}

import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { WholeFlushes } from "~/ops/whole-flushes";

describe("what React writes", () => {
  it("goes on in one piece where it flushes, and the rest when it ends", async () => {
    const stream = new WholeFlushes();
    const pieces: string[] = [];
    stream.on("data", (piece: Buffer) => pieces.push(piece.toString()));
    for (const text of ["<html>", "<body>", "rows"]) stream.write(text);
    await nextTurn();
    expect(pieces).toEqual([]);

    stream.flush();
    await nextTurn();
    expect(pieces).toEqual(["<html><body>rows"]);

    stream.write("live quantities");
    stream.end("</html>");
    await nextTurn();
    expect(pieces).toEqual(["<html><body>rows", "live quantities</html>"]);
  });

  it("goes on to its last byte with a flush, also where nobody has read yet", async () => {
    const stream = new WholeFlushes();
    const piece = Buffer.alloc(2_048, "x");
    for (let count = 0; count < 150; count++) expect(stream.write(piece)).toBe(true);
    stream.flush();
    stream.write("scripts");
    stream.flush();

    let text = "";
    stream.on("data", (part: Buffer) => (text += part.toString()));
    await nextTurn();
    expect(text).toHaveLength(150 * 2_048 + "scripts".length);
  });
});

import { isUtf8 } from "node:buffer";
import { FaultyInputError, type FaultList } from "./faults";

const LINE_FEED = 0x0a;
/** A longer line belongs to no table; reading on would take the whole file for one line. */
const LONGEST_LINE_BYTES = 1_000_000;

/** How other kinds of files begin, and what to do about them. */
const OTHER_KINDS: { begin: number[]; advice: string }[] = [
  { begin: [0x50, 0x4b, 0x03, 0x04], advice: "is a ZIP archive or an Excel workbook: save the table as CSV" },
  { begin: [0xd0, 0xcf, 0x11, 0xe0], advice: "is an Excel workbook: save the table as CSV" },
  { begin: [0x25, 0x50, 0x44, 0x46], advice: "is a PDF: save the table as CSV" },
  { begin: [0xff, 0xfe], advice: "is UTF-16: save it as CSV in UTF-8" },
  { begin: [0xfe, 0xff], advice: "is UTF-16: save it as CSV in UTF-8" },
];

/**
 * Text from bytes, in pieces of whole lines that end with a line feed alone, without a byte order mark.
 *
 * @param faults of the lines before one that is no text are thrown with it
 * @throws {FaultyInputError} for bytes that are no UTF-8 text, with the line
 */
export async function* decodeLines(
  bytes: AsyncIterable<Buffer>,
  faults: FaultList,
): AsyncGenerator<string, void, undefined> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = joined.lastIndexOf(LINE_FEED) + 1;
    rest = joined.subarray(end);
    if (end > 0) {
      yield decode(joined.subarray(0, end), line, faults);
      line += countLines(joined.subarray(0, end));
    }
    if (rest.length > LONGEST_LINE_BYTES) {
      refuse(faults, line, `is longer than ${LONGEST_LINE_BYTES.toLocaleString("en")} bytes; this is no CSV file`);
    }
  }
  if (rest.length > 0) yield decode(rest, line, faults);
}

function decode(lines: Buffer, firstLine: number, faults: FaultList): string {
  if (firstLine === 1) refuseOtherKinds(lines);
  if (!isUtf8(lines) || lines.includes(0)) refuseLine(lines, firstLine, faults);
  const text = lines.toString("utf8");
  const unmarked = firstLine === 1 && text.startsWith("\uFEFF") ? text.slice(1) : text;
  return unmarked.includes("\r") ? unmarked.replace(/\r\n?/g, "\n") : unmarked;
}

function refuseOtherKinds(begin: Buffer): void {
  const kind = OTHER_KINDS.find((other) => other.begin.every((byte, index) => begin[index] === byte));
  if (kind) throw new FaultyInputError([`The file ${kind.advice}.`]);
}

function refuseLine(lines: Buffer, firstLine: number, faults: FaultList): never {
  let line = firstLine;
  let start = 0;
  for (;;) {
    const feed = lines.indexOf(LINE_FEED, start);
    const one = lines.subarray(start, feed < 0 ? lines.length : feed);
    if (one.includes(0)) refuse(faults, line, "has a zero byte; this is no text file");
    if (!isUtf8(one) || feed < 0) refuse(faults, line, "is not UTF-8; save the file as CSV in UTF-8");
    start = feed + 1;
    line++;
  }
}

function refuse(faults: FaultList, line: number, reason: string): never {
  faults.add(line, reason);
  faults.throwIfAny();
  throw new Error("A fault was added and none is known.");
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

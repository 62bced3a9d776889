import { UnreadableFile } from "./unreadable-file";

/** Rows are split off piece by piece, so that a large chunk is not held twice. */
const PIECE_BYTES = 64 * 1024;
const LONGEST_SIGNATURE = 4;

const SIGNATURES: readonly { bytes: readonly number[]; refusal: string }[] = [
  // A workbook is a zip archive of XML.
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    refusal: "This is an Excel workbook: save it as CSV UTF-8, and upload that file.",
  },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    refusal: "This is an Excel workbook: save it as CSV UTF-8, and upload that file.",
  },
  { bytes: [0x89, 0x50, 0x4e, 0x47], refusal: "This is a picture: upload a CSV file." },
  { bytes: [0xff, 0xd8, 0xff], refusal: "This is a picture: upload a CSV file." },
  { bytes: [0x47, 0x49, 0x46, 0x38], refusal: "This is a picture: upload a CSV file." },
  { bytes: [0x25, 0x50, 0x44, 0x46], refusal: "This is a PDF document: upload a CSV file." },
  { bytes: [0x1f, 0x8b], refusal: "This file is compressed: unpack it, and upload the CSV file that is in it." },
];

const NOT_UTF_8 =
  "This file is not UTF-8 text. In Excel choose “Save as”, “CSV UTF-8”; in other programs choose UTF-8 as the encoding.";
const BINARY =
  "This file holds bytes that no text has. Save it as CSV UTF-8; if it came out of a database or a program, export it as UTF-8 text.";

/**
 * Decodes a file as it comes in: UTF-8 with or without a byte order mark, or UTF-16 with one, as spreadsheets write them.
 * Holds one piece at a time.
 *
 * @throws {UnreadableFile} as soon as it turns out to be something else
 */
export async function* decodeFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  let decoder: TextDecoder | undefined;
  for await (const piece of cutPieces(bytes)) {
    decoder ??= chooseDecoder(piece);
    const text = decode(() => decoder?.decode(piece, { stream: true }) ?? "");
    if (text.includes("\0")) throw new UnreadableFile(BINARY);
    if (text !== "") yield text;
  }
  const rest = decode(() => decoder?.decode() ?? "");
  if (rest !== "") yield rest;
}

/** The first piece is long enough to tell what the file is, unless the file itself is shorter. */
async function* cutPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begin: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of bytes) {
    const whole: Uint8Array = begin === undefined ? chunk : Buffer.concat([begin, chunk]);
    begin = begin !== undefined && whole.length < LONGEST_SIGNATURE ? whole : undefined;
    if (begin !== undefined) continue;
    for (let start = 0; start < whole.length; start += PIECE_BYTES) yield whole.subarray(start, start + PIECE_BYTES);
  }
  if (begin !== undefined && begin.length > 0) yield begin;
}

function chooseDecoder(begin: Uint8Array): TextDecoder {
  const known = SIGNATURES.find(({ bytes }) => bytes.every((byte, index) => begin[index] === byte));
  if (known) throw new UnreadableFile(known.refusal);
  const mark = `${begin[0]} ${begin[1]}`;
  const encoding = mark === "255 254" ? "utf-16le" : mark === "254 255" ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true });
}

function decode(step: () => string): string {
  try {
    return step();
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableFile(NOT_UTF_8, { cause: error });
    throw error;
  }
}

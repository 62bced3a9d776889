import type { Separator } from "./split-rows";

/** What a cell says, or in words why that can't be known. */
export type ReadCell<Value> = { ok: true; value: Value } | { ok: false; reason: string };

const fault = (reason: string) => ({ ok: false as const, reason });

const YES = new Set(["yes", "y", "true", "1", "x", "ja", "oui"]);
const NO = new Set(["no", "n", "false", "0", "nein", "non"]);

/** Null for an empty cell. */
export function readFlag(text: string): ReadCell<boolean | null> {
  const word = text.trim().toLowerCase();
  if (word === "") return { ok: true, value: null };
  if (YES.has(word)) return { ok: true, value: true };
  if (NO.has(word)) return { ok: true, value: false };
  return fault("must be yes or no");
}

/**
 * What a spreadsheet makes of a long number that it shows in a narrow column: the digits that it left out are nowhere in
 * the file.
 */
export function isShortenedBySpreadsheet(text: string): boolean {
  return /^\d([.,]\d+)?e\+?\d{1,3}$/i.test(text.trim());
}

const GROUPED_BY_SPACES = /^([-+]?\d{1,3})((?:[ \u00a0\u202f'’]\d{3})+)(?=[.,]|$)/;

/**
 * Reads a number as spreadsheets of several countries write it. A comma between cells tells that decimals have a point;
 * where semicolons or tabs stand, either may be the decimal sign.
 *
 * @returns a decimal with a point, as text, so that no digit is lost; null for an empty cell
 * @example readNumber("1.234,56", ";") // { ok: true, value: "1234.56" }
 * @example readNumber("1,500", ",") // could be 1500 or 1.5
 */
export function readNumber(text: string, separator: Separator): ReadCell<string | null> {
  const written = text.trim().replace(GROUPED_BY_SPACES, (_, first: string, groups: string) => {
    return first + groups.replace(/\D/g, "");
  });
  if (written === "") return { ok: true, value: null };
  const parts = /^([-+]?)(\d*)((?:[.,]\d+)*)$/.exec(written);
  if (!parts || !/\d/.test(written)) return fault(describeNoNumber(written));
  const [, sign = "", whole = "", tail = ""] = parts;
  const number = joinParts(whole, tail, separator);
  return number.ok ? { ok: true, value: (sign === "-" ? "-" : "") + number.value } : number;
}

/** @param tail what follows the first digits: groups of a sign and digits, such as ".234,56" */
function joinParts(whole: string, tail: string, separator: Separator): ReadCell<string> {
  const signs = tail.replace(/\d/g, "");
  const groups = tail.split(/[.,]/).slice(1);
  const last = groups.at(-1);
  if (last === undefined) return { ok: true, value: whole };
  const decimalSign = signs.at(-1) ?? "";
  const isSingle = signs.length === 1;
  const isGrouping = !isSingle && !signs.includes(otherSign(decimalSign));
  const thousands = isGrouping ? groups : groups.slice(0, -1);
  if (!isGrouped(whole, thousands, isGrouping ? signs : signs.slice(0, -1))) return fault("is not a number");
  if (isGrouping) return { ok: true, value: whole + groups.join("") };
  const pointIsDecimal = separator === "," && decimalSign === ".";
  if (isSingle && !pointIsDecimal && last.length === 3 && /^[1-9]\d{0,2}$/.test(whole)) {
    return fault(describeAmbiguity(whole, last));
  }
  return { ok: true, value: `${whole === "" ? "0" : whole + thousands.join("")}.${last}` };
}

function otherSign(sign: string): string {
  return sign === "." ? "," : ".";
}

/** Groups of three digits, all after the same sign. */
function isGrouped(whole: string, groups: readonly string[], signs: string): boolean {
  if (groups.length === 0) return true;
  const isOneSign = new Set(signs).size === 1;
  return isOneSign && /^\d{1,3}$/.test(whole) && groups.every((group) => group.length === 3);
}

function describeAmbiguity(whole: string, decimals: string): string {
  const short = decimals.replace(/0+$/, "");
  const fraction = short === "" ? whole : `${whole}.${short}`;
  // With three decimals it would be as unclear as before.
  const clear = `${whole}.${short.length === 3 ? `${short}0` : short.padEnd(2, "0")}`;
  return `could be ${whole}${decimals} or ${fraction}: write ${whole}${decimals} or ${clear}`;
}

function describeNoNumber(text: string): string {
  if (/\p{Sc}/u.test(text)) return "has a currency sign: write the number alone, in the vendor's currency";
  if (text.includes("%")) return "has a per cent sign: write the number alone";
  if (/^[-+]?\d*[.,]?\d+e[-+]?\d+$/i.test(text)) {
    return "was shortened by a spreadsheet: format the column as a number, and save again";
  }
  return "is not a number";
}

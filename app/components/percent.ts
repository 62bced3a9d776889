const DECIMALS_OF_PERCENT = 6;

/** A share as a field in per cent holds it: 0.575 is "57.5". */
export function writePercent(share: number): string {
  return String(round(share * 100));
}

/** 57.5 per cent as 0.575: without the noise that binary arithmetic adds to a decimal. */
export function toShare(percent: number): number {
  return round(percent / 100);
}

/** A share as a replay can tell it, to a tenth of a per cent: more would claim a precision that no replay has. */
export function toTenthsOfPercent(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}

/** A share as a picture of it can show it, to a whole per cent. */
export function toWholePercent(share: number): number {
  return Math.round(share * 100) / 100;
}

function round(value: number): number {
  return Number(value.toFixed(DECIMALS_OF_PERCENT));
}

const DECIMALS_OF_PERCENT = 6;

/** A share as a field in per cent holds it: 0.575 is "57.5". */
export function writePercent(share: number): string {
  return String(round(share * 100));
}

/** 57.5 per cent as 0.575: without the noise that binary arithmetic adds to a decimal. */
export function toShare(percent: number): number {
  return round(percent / 100);
}

function round(value: number): number {
  return Number(value.toFixed(DECIMALS_OF_PERCENT));
}

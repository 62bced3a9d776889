import type { Words } from "~/words/words";

/** More than this is a slip of the keyboard, and no vendor has it. */
const MOST_UNITS = 1_000_000;

export type ParsedOrderQuantity =
  /** Whole units; null where the suggestion is to hold. */
  { ok: true; wanted: number | null } | { ok: false; error: string };

/**
 * Reads a quantity to order as somebody typed it; nothing typed asks for the suggestion. Separators are refused rather than
 * guessed: "1.200" is one unit and a bit in one country, and twelve hundred in another.
 */
export function parseOrderQuantity(text: string, t: Words["t"]): ParsedOrderQuantity {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: true, wanted: null };
  if (/^-\s*\d/.test(trimmed)) return { ok: false, error: t("vendorOrder.quantity.negative") };
  if (!/^\d+$/.test(trimmed)) return { ok: false, error: t("vendorOrder.quantity.notWhole") };
  const wanted = Number(trimmed);
  if (wanted > MOST_UNITS) return { ok: false, error: t("vendorOrder.quantity.tooMany") };
  return { ok: true, wanted };
}

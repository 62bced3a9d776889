import { describe, expect, it } from "vitest";
import { foldText } from "~/words/fold-text";

describe("a folded text", () => {
  it.each([
    ["SKU-12 Mug", "sku-12 mug"],
    ["Señorita CRÈME", "senorita creme"],
    ["Straße STRAẞE", "strasse strasse"],
    ["Łódź Søren Æther Œuvre Đorđe", "lodz soren aether oeuvre dorde"],
    ["İstanbul ISPARTA ılık", "istanbul isparta ilik"],
    ["Ho\u0302ng Hồng", "hong hong"],
    ["ΆΛΦΑΣ άλφας", "αλφασ αλφασ"],
    ["Ёлка", "елка"],
    ["㎐ ﬁn №", "hz fin no"],
  ])("has neither letter case nor accents: %s", (text, folded) => {
    expect(foldText(text)).toBe(folded);
    expect(foldText(folded)).toBe(folded);
  });

  it.each(["日本の茶碗が", "한글", "हिन्दी", "🎁"])("keeps what a script cannot be read without: %s", (text) => {
    expect(foldText(text)).toBe(text);
  });
});

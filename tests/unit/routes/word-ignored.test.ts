import { describe, expect, it } from "vitest";
import { parseReorderQuery } from "~/reports/parse-reorder-query";
import { parseVendorOrderQuery } from "~/reports/parse-vendor-order-query";
import { parseVendorQuery } from "~/reports/vendor-query";
import { wordIgnored } from "~/routes/reorder-list/word-ignored.server";
import { wordsOf } from "~/words/all-words.server";

const LISTS = {
  "of SKUs": (search: string) =>
    parseReorderQuery(new URLSearchParams(search), { mode: "screen", view: "all" }).ignored,
  "of vendors": (search: string) => parseVendorQuery(new URLSearchParams(search)).ignored,
  "of an order": (search: string) => parseVendorOrderQuery(new URLSearchParams(search)).ignored,
};

/** Nothing in it that a list can use. */
const NONSENSE = [
  "sort=luck&direction=up&status=ill&class=odd&decile=11&vendor=acme&location=here&to_order=no&archived=no&q=%00",
  "show=me&page=0&after=x&before=y&colour=red&status=ill&sort=a&sort=b",
].join("&");

describe("what a list makes nothing of in its address", () => {
  it("is told in words, with what holds in its place", () => {
    const word = (search: string) => wordIgnored(LISTS["of SKUs"](search), wordsOf("en").t);
    expect(word("sort=nonsense")).toEqual([
      "There is no column “nonsense” to sort by: the list is in its usual order.",
    ]);
    expect(word("colour=red&show=all&status=ill,healthy&status=ill")).toEqual([
      "This page knows nothing called “colour”: it changes nothing here.",
      "This page knows nothing called “show”: it changes nothing here.",
      "There is no status “ill”: the filter does without it.",
    ]);
    expect(word("after=x&before=y")).toHaveLength(1);
  });

  it.each(Object.entries(LISTS))(
    "is told without a name of the program's, in English and German: the list %s",
    (_list, read) => {
      const told = (["en", "de"] as const).map((language) => wordIgnored(read(NONSENSE), wordsOf(language).t));
      const ofNames = /suggested_order_quantity|order_value|line_value|asc|desc|reorder-now|smooth|problem\./u;
      expect(told.flat().filter((sentence) => ofNames.test(sentence))).toEqual([]);
      expect(told[0]).toHaveLength(told[1]?.length ?? 0);
      expect(told[0]?.filter((sentence) => told[1]?.includes(sentence))).toEqual([]);
    },
  );
});

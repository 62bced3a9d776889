import { describe, expect, it } from "vitest";
import { groupVariants } from "../../../../sandbox/store/group-variants";

function article(sku: string, title: string): { sku: string; title: string; unitPrice: string } {
  return { sku, title, unitPrice: "1.00" };
}

function describeGroups(...articles: ReturnType<typeof article>[]): [string, string[]][] {
  return groupVariants(articles).map((group) => [
    group.productTitle,
    group.articles.map(({ record, variantTitle }) => `${record.sku}: ${variantTitle}`),
  ]);
}

describe("groupVariants", () => {
  it("makes one product of the same number with different letters and the same first words", () => {
    expect(describeGroups(article("15B", "PAPER PARASOL BLACK"), article("15R", "PAPER PARASOL DEEP RED"))).toEqual([
      ["PAPER PARASOL", ["15B: BLACK", "15R: DEEP RED"]],
    ]);
  });

  it("leaves articles apart that share a number alone", () => {
    expect(describeGroups(article("15A", "SET OF GLASS BEADS"), article("15B", "SET OF IVORY PAPER FANS"))).toEqual([
      ["SET OF GLASS BEADS", ["15A: Default Title"]],
      ["SET OF IVORY PAPER FANS", ["15B: Default Title"]],
    ]);
  });

  it("leaves an article without letters, or without siblings, as it is", () => {
    expect(describeGroups(article("15", "PAPER PARASOL"), article("15B", "PAPER PARASOL BLACK"))).toEqual([
      ["PAPER PARASOL", ["15: Default Title"]],
      ["PAPER PARASOL BLACK", ["15B: Default Title"]],
    ]);
  });

  it("names a variant by its SKU where the title has no words of its own, or another's", () => {
    expect(
      describeGroups(article("7A", "TEA TIN"), article("7B", "TEA TIN ROSE"), article("7C", "TEA TIN ROSE")),
    ).toEqual([["TEA TIN", ["7A: 7A", "7B: ROSE", "7C: 7C"]]]);
  });
});

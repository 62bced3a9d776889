import { ONLY_VARIANT_TITLE } from "./catalogue";
import type { ProductRecord } from "./shop-files";

/** Articles of a real shop that are one product in several colours or sizes, or one article alone. */
export interface ArticleGroup {
  productTitle: string;
  articles: { record: ProductRecord; variantTitle: string }[];
}

/**
 * Finds the products with several variants: articles whose SKUs are the same number with different letters behind it
 * (15056BL, 15056N) and whose titles begin with the same words, two of them and half of every title at least. The words
 * they share become the product's title, the others the variant's. Groups stand in the order of their first article.
 */
export function groupVariants(records: readonly ProductRecord[]): ArticleGroup[] {
  const byNumber = new Map<string, ProductRecord[]>();
  for (const record of records) {
    const number = /^(\d+)[A-Za-z]+$/.exec(record.sku)?.[1];
    const key = number ?? `whole SKU ${record.sku}`;
    byNumber.set(key, [...(byNumber.get(key) ?? []), record]);
  }
  return [...byNumber.values()].flatMap((articles) => {
    const titles = articles.map((article) => toWords(article.title));
    const sharedWords = countSharedWords(titles);
    const alike = sharedWords >= 2 && titles.every((words) => sharedWords >= words.length / 2);
    return articles.length > 1 && alike ? [groupArticles(articles, sharedWords)] : articles.map(standAlone);
  });
}

function standAlone(record: ProductRecord): ArticleGroup {
  return { productTitle: record.title, articles: [{ record, variantTitle: ONLY_VARIANT_TITLE }] };
}

/** A variant without words of its own, or with another's, goes by its SKU: titles within a product differ. */
function groupArticles(articles: readonly ProductRecord[], sharedWords: number): ArticleGroup {
  const taken = new Set<string>();
  return {
    productTitle: toWords(articles[0]?.title ?? "")
      .slice(0, sharedWords)
      .join(" "),
    articles: articles.map((record) => {
      const ownWords = toWords(record.title).slice(sharedWords).join(" ");
      const variantTitle = ownWords === "" || taken.has(ownWords) ? record.sku : ownWords;
      taken.add(variantTitle);
      return { record, variantTitle };
    }),
  };
}

function toWords(title: string): string[] {
  return title.split(/\s+/).filter((word) => word !== "");
}

/** How many words all titles begin with. */
function countSharedWords(titles: readonly string[][]): number {
  const [first = [], ...others] = titles;
  const differsAt = first.findIndex((word, index) => others.some((other) => other[index] !== word));
  return differsAt === -1 ? first.length : differsAt;
}

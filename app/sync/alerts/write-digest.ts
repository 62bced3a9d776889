import type { AlertStatus } from "~/data/alert-settings";
import type { DigestLimits } from "~/data/alerted-items";
import type { Digest, DigestCounts, DigestItem, DigestVendor } from "~/data/alert-digests";
import { wordsOf } from "~/words/all-words.server";
import { languageOf, type Words } from "~/words/words";
import { adminLink } from "./admin-links";

/** A digest in words, for emails and messages alike. */
export interface WrittenDigest {
  language: string;
  subject: string;
  heading: string;
  /** Said first where it is a test. */
  testNote: string | null;
  /** How many SKUs are in such a state, told before or not. */
  standing: string;
  vendors: WrittenVendor[];
  /** Said where vendors were left out. */
  rest: string | null;
  list: WrittenLink;
  settings: WrittenLink;
  footer: string;
}

interface WrittenVendor {
  name: string;
  link: WrittenLink;
  items: WrittenItem[];
  /** Said where items were left out. */
  rest: string | null;
}

interface WrittenItem {
  title: string;
  /** Of its page. */
  url: string;
  status: string;
  detail: string;
}

interface WrittenLink {
  text: string;
  url: string;
}

interface DigestFormats {
  t: Words["t"];
  quantity: (value: number) => string;
  instant: (isoInstant: string) => string;
}

/** Puts a digest into words, in its language. */
export function writeDigest(shop: string, digest: Digest): WrittenDigest {
  const formats = createDigestFormats(digest);
  const { t } = formats;
  const { shopName, news, isTest, madeAt } = digest;
  const written = { shop: shopName, news: writeCounts(news, formats) };
  return {
    language: languageOf(digest.language),
    subject: isTest ? t("alerts.digest.testSubject", written) : t("alerts.digest.subject", written),
    heading: t("alerts.digest.subject", written),
    testNote: isTest ? t("alerts.digest.testNote") : null,
    ...writeStanding(shop, digest, formats),
    vendors: digest.vendors.map((vendor) => writeVendor(shop, vendor, formats)),
    rest: digest.vendorsLeftOut > 0 ? t("alerts.digest.moreVendors", countedBy(digest.vendorsLeftOut, formats)) : null,
    settings: { text: t("alerts.digest.openSettings"), url: adminLink(shop, "/app/alerts") },
    footer: t("alerts.digest.footer", { when: formats.instant(madeAt), shop: shopName }),
  };
}

/** How much is in such a state, and where. The list shows one vendor or all: where it shows more than is counted, both say so. */
function writeStanding(
  shop: string,
  { standing, vendorIds }: Digest,
  formats: DigestFormats,
): Pick<WrittenDigest, "standing" | "list"> {
  const { t } = formats;
  const counts = writeCounts(standing, formats);
  const url = adminLink(shop, `/app?status=${inSuchStates(standing).join(",")}`);
  if (vendorIds !== null && vendorIds.length > 1) {
    const list = { text: t("alerts.digest.openListOfAll"), url };
    return { standing: t("alerts.digest.standingOfVendors", { counts }), list };
  }
  const list = {
    text: t("alerts.digest.openList"),
    url: vendorIds === null ? url : `${url}&vendor=${vendorIds.join()}`,
  };
  return { standing: t("alerts.digest.standing", { counts }), list };
}

/** As much of a digest as there is room for, which still says how much there is. */
export function cutDigest(digest: Digest, limits: Pick<DigestLimits, "vendors" | "itemsPerVendor">): Digest {
  const vendors = digest.vendors
    .slice(0, limits.vendors)
    .map((vendor) => ({ ...vendor, items: vendor.items.slice(0, limits.itemsPerVendor) }));
  return { ...digest, vendors, vendorsLeftOut: digest.vendorsLeftOut + digest.vendors.length - vendors.length };
}

/** "3 SKUs out of stock, 12 SKUs to reorder". */
function writeCounts({ outOfStock, reorderNow, reorderSoon }: DigestCounts, formats: DigestFormats): string {
  const { t } = formats;
  const written = [
    ...(outOfStock > 0 ? [t("alerts.news.outOfStock", countedBy(outOfStock, formats))] : []),
    ...(reorderNow > 0 ? [t("alerts.news.reorderNow", countedBy(reorderNow, formats))] : []),
    ...(reorderSoon > 0 ? [t("alerts.news.reorderSoon", countedBy(reorderSoon, formats))] : []),
  ];
  return written.length > 0 ? written.join(", ") : t("alerts.news.none");
}

function inSuchStates({ outOfStock, reorderNow, reorderSoon }: DigestCounts): AlertStatus[] {
  return [
    ...(outOfStock > 0 ? ["out-of-stock" as const] : []),
    ...(reorderNow > 0 ? ["reorder-now" as const] : []),
    ...(reorderSoon > 0 ? ["reorder-soon" as const] : []),
  ];
}

function writeVendor(
  shop: string,
  { vendorId, name, skus, items }: DigestVendor,
  formats: DigestFormats,
): WrittenVendor {
  const { t } = formats;
  const left = skus - items.length;
  return {
    name: name ?? t("alerts.digest.noVendor"),
    link:
      vendorId === null
        ? { text: t("alerts.digest.openList"), url: adminLink(shop, "/app?vendor=none") }
        : { text: t("alerts.digest.openOrder"), url: adminLink(shop, `/app/vendors/${vendorId}`) },
    items: items.map((item) => writeItem(shop, item, formats)),
    rest: left === 0 ? null : t("alerts.digest.moreItems", countedBy(left, formats)),
  };
}

function writeItem(shop: string, item: DigestItem, { t, quantity }: DigestFormats): WrittenItem {
  const { variantId, sku, productTitle, variantTitle, status, available, incoming, suggestedOrderQuantity } = item;
  const order =
    suggestedOrderQuantity !== null && suggestedOrderQuantity > 0
      ? t("alerts.digest.order", { written: quantity(suggestedOrderQuantity) })
      : t("alerts.digest.noOrder");
  const stock = t("alerts.digest.stock", { available: quantity(available), incoming: quantity(incoming) });
  const title = [productTitle, variantTitle].filter(Boolean).join(" / ");
  return {
    title: sku === null ? title : `${sku} · ${title}`,
    url: adminLink(shop, `/app/items/${variantId}`),
    status: t(`planStatus.${status}.label`),
    detail: `${stock}; ${order}`,
  };
}

function countedBy(count: number, { quantity }: DigestFormats) {
  return { count, written: quantity(count) };
}

function createDigestFormats({ language, timeZone }: Digest): DigestFormats {
  const words = wordsOf(languageOf(language));
  const numbers = new Intl.NumberFormat(words.language);
  const instants = new Intl.DateTimeFormat(words.language, { dateStyle: "medium", timeStyle: "short", timeZone });
  return {
    t: words.t,
    quantity: (value) => numbers.format(value),
    instant: (isoInstant) => instants.format(new Date(isoInstant)),
  };
}

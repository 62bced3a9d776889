import { deletePlansOfDeletedVariants } from "~/data/plans";
import { requestReplans } from "~/data/replan-requests";
import { followShopifyVendors, haveOtherVendors } from "~/data/shopify-vendors";
import { inTransaction, type Transaction } from "~/data/transaction";
import {
  correctProducts,
  correctVariants,
  markVariantsDeleted,
  readVariantsOfProducts,
  type KnownVariant,
  type ToldVariant,
} from "~/data/variants";
import { readLatestActedOn, settleDeliveries, takeDeliveries } from "~/data/webhook-deliveries";
import { readReducedPayload, type Payload } from "~/shopify/webhook-payloads";
import { askForProduct, askForVariants } from "./ask-for-variants";
import { toldBy, type DeliveryContext, type Outcomes, type SubjectDelivery } from "./delivery-context";

type ProductState = Payload<"products/update">;

/** Of a product with more variants, a webhook lists these alone, with the ids of all where Shopify gives them. */
const MOST_LISTED_VARIANTS = 100;

/** What the latest delivery tells of a product; the others are older. */
interface ProductNews {
  latest: SubjectDelivery;
  /** Null when it was deleted, or the delivery has another form than expected. */
  product: ProductState | null;
}

/**
 * Takes over what deliveries tell of products and their variants, of each product the latest. Variants that are not known yet
 * are asked for: deliveries do not tell what they cost and whether their stock is tracked.
 */
export async function applyProducts(context: DeliveryContext, deliveries: readonly SubjectDelivery[]): Promise<void> {
  const { shop } = context;
  const news = gatherNews(deliveries);
  const current = await leaveOutOlder(shop, news);
  const known = await readVariantsOfProducts(
    shop,
    current.map(({ latest }) => latest.subjectId),
  );
  await inTransaction((transaction) => storeNews(transaction, shop, current));
  await askForVariants(
    context,
    current.flatMap((one) => unknownVariants(one, known)),
  );
  for (const { latest, product } of current) {
    if (!product && latest.topic !== "products/delete") await askForProduct(context, latest.subjectId);
  }
  const productIds = current.map(({ latest }) => latest.subjectId);
  if (await haveOtherVendors(shop, productIds)) await followShopifyVendors(shop);
  await settle(shop, deliveries, new Set(current.map(({ latest }) => latest.webhookId)));
}

function gatherNews(deliveries: readonly SubjectDelivery[]): ProductNews[] {
  const news = new Map<string, ProductNews>();
  for (const latest of deliveries) {
    // They come in the order of their changes, and a product that was deleted stays so.
    if (news.get(latest.subjectId)?.latest.topic === "products/delete") continue;
    const product = latest.topic === "products/delete" ? null : readReducedPayload("products/update", latest.payload);
    news.set(latest.subjectId, { latest, product });
  }
  return [...news.values()];
}

async function leaveOutOlder(shop: string, news: readonly ProductNews[]): Promise<ProductNews[]> {
  const productIds = news.map(({ latest }) => latest.subjectId);
  const actedOn = await readLatestActedOn(shop, "products", productIds);
  return news.filter(({ latest }) => (actedOn.get(latest.subjectId) ?? "") <= latest.triggeredAt);
}

async function storeNews(transaction: Transaction, shop: string, news: readonly ProductNews[]): Promise<void> {
  const told = news.flatMap(({ latest, product }) =>
    product ? { product, toldAt: new Date(latest.triggeredAt) } : [],
  );
  const changed = [
    ...(await correctProducts(transaction, shop, told.map(productFacts))),
    ...(await correctVariants(transaction, shop, told.flatMap(variantFacts))),
  ];
  if (changed.length > 0) await requestReplans(transaction, shop, "SELECT unnest($2::bigint[])", [changed]);
  await removeGoneVariants(transaction, shop, news);
}

/** Those of a product that was deleted, and those that a product does not list any more. */
async function removeGoneVariants(transaction: Transaction, shop: string, news: readonly ProductNews[]): Promise<void> {
  const lists = news.map(({ latest, product }) => ({
    id: latest.subjectId,
    goneAt: new Date(latest.triggeredAt),
    left: latest.topic === "products/delete" ? [] : product && listedVariants(product),
  }));
  const gone = lists.filter(({ left }) => left !== null);
  const but = gone.flatMap(({ left }) => left ?? []);
  if (gone.length === 0) return;
  const count = await markVariantsDeleted(transaction, shop, { of: "product", gone, but });
  if (count > 0) await deletePlansOfDeletedVariants(shop, transaction);
}

interface ToldProduct {
  product: ProductState;
  toldAt: Date;
}

function productFacts({ product, toldAt }: ToldProduct) {
  return {
    productId: product.id,
    productTitle: product.title,
    shopifyVendor: product.vendor,
    // Without an image the pull takes what a video shows, of which nothing is told here.
    imageUrl: product.image?.src,
    observedAt: toldBy(toldAt),
  };
}

function variantFacts({ product, toldAt }: ToldProduct): ToldVariant[] {
  return product.variants.map((variant) => ({
    variantId: variant.id,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    updatedAt: variant.updated_at,
    toldAt,
  }));
}

/** All variants that the product has; null when the delivery may not list them all. */
function listedVariants({ variants, variant_gids }: ProductState): string[] | null {
  if (variant_gids) return variant_gids.map(({ admin_graphql_api_id: gid }) => gid.replace(/^.*\//, ""));
  return variants.length < MOST_LISTED_VARIANTS ? variants.map(({ id }) => id) : null;
}

/** Variants that are new, or of which the delivery tells that they changed, but not into what. */
function unknownVariants({ latest, product }: ProductNews, known: readonly KnownVariant[]): string[] {
  if (!product) return [];
  const stored = new Map(known.map((variant) => [variant.variantId, variant]));
  const told = new Set(product.variants.map(({ id }) => id));
  const isUnknown = (id: string) => {
    const variant = stored.get(id);
    return !variant || (variant.deletedAt !== null && variant.deletedAt < new Date(latest.triggeredAt));
  };
  const untold = (product.variant_gids ?? [])
    .map(({ admin_graphql_api_id: gid, updated_at: updatedAt }) => ({ id: gid.replace(/^.*\//, ""), updatedAt }))
    .filter(({ id, updatedAt }) => !told.has(id) && (stored.get(id)?.updatedAt ?? new Date(0)) < new Date(updatedAt))
    .map(({ id }) => id);
  return [...new Set([...[...told].filter(isUnknown), ...untold])];
}

async function settle(
  shop: string,
  deliveries: readonly SubjectDelivery[],
  actedOn: ReadonlySet<string>,
): Promise<void> {
  await inTransaction(async (transaction) => {
    const webhookIds = deliveries.map(({ webhookId }) => webhookId);
    const taken = await takeDeliveries(transaction, shop, webhookIds);
    const outcomes: Outcomes = new Map([...taken].map((id) => [id, actedOn.has(id) ? "done" : "ignored"]));
    await settleDeliveries(transaction, shop, outcomes);
  });
}

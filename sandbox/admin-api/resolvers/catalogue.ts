import type { SandboxProduct, SandboxVariant } from "../../store/types";
import type { SortValue } from "../connections";
import { ConnectionNodes, sortedList } from "../connections";
import { globalId, parseGlobalIdOf } from "../global-id";
import type { SearchFields } from "../search-filters";
import { byBoolean, byChoice, byId, byNumber, byText, byTime, byWords } from "../search-filters";
import type { CountArguments, ResolverContext, ResolverMap, ResponsePath, SearchArguments } from "./resolver";
import { chosenSortKey, countNodes, noNodes, searchedNodes } from "./resolver";

interface SortedSearchArguments extends SearchArguments {
  sortKey: string;
}

export const catalogueResolvers: ResolverMap = {
  QueryRoot: {
    products: findProducts,
    productsCount: (root: unknown, args: CountArguments, context, path) =>
      countNodes(findProducts(root, { ...args, sortKey: "ID" }, context, path), args),
    product: (_root: unknown, { id }: { id: string }, { data }) =>
      data.product(parseGlobalIdOf("Product", id).id) ?? null,
    productVariants: findVariants,
    productVariantsCount: (root: unknown, args: CountArguments, context, path) =>
      countNodes(findVariants(root, { ...args, sortKey: "ID" }, context, path), args),
    productVariant: (_root: unknown, { id }: { id: string }, { data }) =>
      data.variant(parseGlobalIdOf("ProductVariant", id).id) ?? null,
  },
  Product: {
    id: (product: SandboxProduct) => globalId("Product", product.id),
    legacyResourceId: (product: SandboxProduct) => product.id,
    title: (product: SandboxProduct) => product.title,
    handle: (product: SandboxProduct) => product.handle,
    vendor: (product: SandboxProduct) => product.vendor,
    productType: (product: SandboxProduct) => product.productType,
    status: (product: SandboxProduct) => product.status,
    tags: () => [],
    createdAt: (product: SandboxProduct) => product.createdAt,
    updatedAt: (product: SandboxProduct) => product.updatedAt,
    publishedAt: (product: SandboxProduct) => (product.status === "ACTIVE" ? product.createdAt : null),
    isGiftCard: () => false,
    hasOnlyDefaultVariant: (product: SandboxProduct) => product.variants.length === 1 && isDefault(product.variants[0]),
    totalInventory: (product: SandboxProduct) =>
      product.variants.filter(isTracked).reduce((sum, variant) => sum + availableOf(variant), 0),
    tracksInventory: (product: SandboxProduct) => product.variants.some(isTracked),
    variants: (product: SandboxProduct, { sortKey }: { sortKey: string }) => variantsOf(product, sortKey),
    variantsCount: (product: SandboxProduct) => ({ count: product.variants.length, precision: "EXACT" }),
    // The sandbox's shops have no pictures.
    featuredMedia: () => null,
    featuredImage: () => null,
    media: () => noNodes(),
    images: () => noNodes(),
  },
  ProductVariant: {
    id: (variant: SandboxVariant) => globalId("ProductVariant", variant.id),
    legacyResourceId: (variant: SandboxVariant) => variant.id,
    title: (variant: SandboxVariant) => variant.title,
    displayName: (variant: SandboxVariant, _args: unknown, context) =>
      `${productOf(variant, context).title} - ${variant.title}`,
    sku: (variant: SandboxVariant) => variant.sku,
    barcode: (variant: SandboxVariant) => variant.barcode,
    price: (variant: SandboxVariant) => variant.price,
    compareAtPrice: () => null,
    position: (variant: SandboxVariant) => variant.position,
    taxable: () => true,
    inventoryPolicy: () => "DENY",
    inventoryQuantity: availableOf,
    availableForSale: (variant: SandboxVariant) => !isTracked(variant) || availableOf(variant) > 0,
    createdAt: (variant: SandboxVariant) => variant.createdAt,
    updatedAt: (variant: SandboxVariant) => variant.updatedAt,
    product: (variant: SandboxVariant, _args: unknown, context) => productOf(variant, context),
    inventoryItem: (variant: SandboxVariant) => variant.inventoryItem,
    selectedOptions: (variant: SandboxVariant) => [{ name: "Title", value: variant.title }],
    image: () => null,
    media: () => noNodes(),
  },
};

const PRODUCT_SORT_VALUES: Readonly<Record<string, (product: SandboxProduct) => SortValue>> = {
  ID: () => "",
  RELEVANCE: () => "",
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
  TITLE: (product) => product.title.toLowerCase(),
  VENDOR: (product) => product.vendor.toLowerCase(),
  PRODUCT_TYPE: (product) => product.productType.toLowerCase(),
};

const PRODUCT_SEARCH: SearchFields<SandboxProduct> = {
  fields: {
    id: byId((product) => product.id),
    title: byWords((product) => product.title),
    handle: byText((product) => product.handle),
    vendor: byText((product) => product.vendor),
    product_type: byText((product) => product.productType),
    status: byChoice<SandboxProduct>({
      active: (product) => product.status === "ACTIVE",
      archived: (product) => product.status === "ARCHIVED",
      draft: (product) => product.status === "DRAFT",
      any: () => true,
    }),
    created_at: byTime("created_at", (product) => product.createdAt),
    updated_at: byTime("updated_at", (product) => product.updatedAt),
    inventory_total: byNumber((product) => product.variants.reduce((sum, variant) => sum + availableOf(variant), 0)),
    sku: (term, context) => anyVariant(byText<SandboxVariant>((variant) => variant.sku)(term, context)),
    barcode: (term, context) => anyVariant(byText<SandboxVariant>((variant) => variant.barcode)(term, context)),
    variant_id: (term, context) => anyVariant(byId<SandboxVariant>((variant) => variant.id)(term, context)),
    gift_card: byBoolean(() => false),
  },
  unsupported: [
    "bundles",
    "category_id",
    "collection_id",
    "delivery_profile_id",
    "error_feedback",
    "is_price_reduced",
    "metafields",
    "out_of_stock_somewhere",
    "price",
    "product_configuration_owner",
    "publishable_status",
    "published_at",
    "published_status",
    "tag",
    "tag_not",
    "variant_title",
  ],
  defaultText: (product) => [
    product.title,
    product.vendor,
    product.productType,
    ...product.variants.flatMap((variant) => [variant.sku, variant.barcode, variant.title]),
  ],
};

function findProducts(
  _root: unknown,
  args: SortedSearchArguments,
  context: ResolverContext,
  path: ResponsePath,
): ConnectionNodes<SandboxProduct> {
  const sortValue = chosenSortKey(PRODUCT_SORT_VALUES, args.sortKey, "products");
  const list = context.data.sorted("products", args.sortKey, sortValue);
  return searchedNodes(list, args, PRODUCT_SEARCH, context, path);
}

const VARIANT_SORT_VALUES: Readonly<Record<string, (variant: SandboxVariant) => SortValue>> = {
  ID: () => "",
  RELEVANCE: () => "",
  POSITION: (variant) => variant.position,
  SKU: (variant) => variant.sku.toLowerCase(),
  TITLE: (variant) => variant.title.toLowerCase(),
};

function variantSearch({ data }: ResolverContext): SearchFields<SandboxVariant> {
  return {
    fields: {
      id: byId((variant) => variant.id),
      product_id: byId((variant) => variant.productId),
      product_ids: ({ value }) => {
        const ids = new Set(value.split(","));
        return (variant) => ids.has(variant.productId);
      },
      inventory_item_id: byId((variant) => variant.inventoryItem.id),
      sku: byText((variant) => variant.sku),
      barcode: byText((variant) => variant.barcode),
      title: byWords((variant) => variant.title),
      inventory_quantity: byNumber(availableOf),
      managed: byBoolean(isTracked),
      updated_at: byTime("updated_at", (variant) => variant.updatedAt),
      vendor: (term, context) => {
        const matches = byText<SandboxProduct>((product) => product.vendor)(term, context);
        return (variant) => {
          const product = data.product(variant.productId);
          return product !== undefined && matches(product);
        };
      },
      product_type: (term, context) => {
        const matches = byText<SandboxProduct>((product) => product.productType)(term, context);
        return (variant) => {
          const product = data.product(variant.productId);
          return product !== undefined && matches(product);
        };
      },
    },
    unsupported: [
      "collection",
      "delivery_profile_id",
      "exclude_composite",
      "exclude_variants_with_components",
      "gift_card",
      "location_id",
      "metafields",
      "nested_variant_id",
      "option1",
      "option2",
      "option3",
      "product_publication_status",
      "product_status",
      "publishable_status",
      "published_status",
      "requires_components",
      "tag",
      "tag_not",
      "taxable",
    ],
    defaultText: (variant) => [
      variant.title,
      variant.sku,
      variant.barcode,
      data.product(variant.productId)?.title ?? null,
    ],
  };
}

function findVariants(
  _root: unknown,
  args: SortedSearchArguments,
  context: ResolverContext,
  path: ResponsePath,
): ConnectionNodes<SandboxVariant> {
  const sortValue = chosenSortKey(VARIANT_SORT_VALUES, args.sortKey, "productVariants");
  const list = context.data.sorted("variants", args.sortKey, sortValue);
  return searchedNodes(list, args, variantSearch(context), context, path);
}

function variantsOf(product: SandboxProduct, sortKey: string): ConnectionNodes<SandboxVariant> {
  const sortValue = chosenSortKey(VARIANT_SORT_VALUES, sortKey, "variants");
  return new ConnectionNodes(sortedList(product.variants, sortValue));
}

function anyVariant(matches: (variant: SandboxVariant) => boolean): (product: SandboxProduct) => boolean {
  return (product) => product.variants.some(matches);
}

function productOf(variant: SandboxVariant, { data }: ResolverContext): SandboxProduct {
  const product = data.product(variant.productId);
  if (!product) throw new Error(`The store's variant ${variant.id} has no product ${variant.productId}`);
  return product;
}

/** Available at all locations together, as Shopify's inventoryQuantity. */
function availableOf(variant: SandboxVariant): number {
  return variant.inventoryItem.levels.reduce((sum, level) => sum + level.available, 0);
}

function isTracked(variant: SandboxVariant): boolean {
  return variant.inventoryItem.tracked;
}

function isDefault(variant: SandboxVariant | undefined): boolean {
  return variant?.title === "Default Title";
}

import type { DemandShape } from "./demand-shape";
import { AWKWARD_TITLES, drawWording } from "./product-titles";
import type { Random } from "./random";
import { drawBarcode, drawUnitCost, isTracked } from "./trade-details";
import { startVendors } from "./vendors";

/** A product before it has ids and dates. */
export interface CatalogueProduct {
  title: string;
  vendor: string;
  productType: string;
  variants: CatalogueVariant[];
}

export interface CatalogueVariant {
  /** "Default Title" when the product has one variant. */
  title: string;
  sku: string;
  barcode: string | null;
  /** Decimal with two places. */
  price: string;
  /** Decimal with two places; null where the merchant has not entered one. */
  unitCost: string | null;
  tracked: boolean;
}

/** Shopify's title of the only variant of a product. */
export const ONLY_VARIANT_TITLE = "Default Title";

const COLOURS = ["Red", "Moss Green", "Weiß", "Midnight Blue", "Rosé", "Black", "Natural"];
const SIZES = ["S", "M", "L", "XL"];

const SHARE_OF_MULTI_VARIANT_PRODUCTS = 0.12;
const SHARE_WITHOUT_SKU = 0.003;
const SHARE_WITH_ANOTHERS_SKU = 0.003;

/** From this many variants on, a catalogue has at least one of every kind of blemish. */
const SMALLEST_BLEMISHED_CATALOGUE = 40;

/** Dresses the shapes, one variant each and in the same order, as products. */
export function drawCatalogue(shapes: readonly DemandShape[], random: Random): CatalogueProduct[] {
  const drawVendor = startVendors(random);
  const products: CatalogueProduct[] = [];
  for (let from = 0; from < shapes.length;) {
    const productNumber = products.length + 1;
    const { title, productType, typeCode } = drawWording(random);
    const optionTitles = drawOptionTitles(random).slice(0, shapes.length - from);
    const variants = optionTitles.map((optionTitle, index) => {
      const only = optionTitles.length === 1;
      const suffix = only ? "" : `-${index + 1}`;
      const sku = `${typeCode}-${String(productNumber).padStart(5, "0")}${suffix}`;
      const price = shapes[from + index]?.unitPrice ?? 0;
      return dressVariant(only ? ONLY_VARIANT_TITLE : optionTitle, sku, price.toFixed(2), random);
    });
    products.push({ title, vendor: drawVendor(), productType, variants });
    from += variants.length;
  }
  if (shapes.length >= SMALLEST_BLEMISHED_CATALOGUE) addBlemishes(products, random);
  return products;
}

/** Adds what the shop does not publish: barcode, cost, and whether stock is tracked. */
export function dressVariant(title: string, sku: string, price: string, random: Random): CatalogueVariant {
  return {
    title,
    sku,
    barcode: drawBarcode(random),
    price,
    unitCost: drawUnitCost(price, random),
    tracked: isTracked(random),
  };
}

function drawOptionTitles(random: Random): string[] {
  if (!random.chance(SHARE_OF_MULTI_VARIANT_PRODUCTS)) return [ONLY_VARIANT_TITLE];
  const colours = random.shuffle([...COLOURS]).slice(0, random.integer(2, 4));
  if (random.chance(0.6)) return colours;
  const sizes = SIZES.slice(0, random.integer(2, SIZES.length));
  return random.chance(0.6) ? sizes : colours.flatMap((colour) => sizes.map((size) => `${colour} / ${size}`));
}

/** What careless merchants leave behind: missing and repeated SKUs, titles that break a naive export. */
function addBlemishes(products: CatalogueProduct[], random: Random): void {
  const order = random.shuffle([...products]);
  AWKWARD_TITLES.forEach((title, index) => {
    const product = order[index];
    if (product !== undefined) product.title = title;
  });
  const variants = random.shuffle(products.flatMap((product) => product.variants));
  const withoutSku = Math.ceil(SHARE_WITHOUT_SKU * variants.length);
  const withAnothersSku = Math.ceil(SHARE_WITH_ANOTHERS_SKU * variants.length);
  variants.slice(0, withoutSku).forEach((variant) => {
    variant.sku = "";
  });
  variants.slice(withoutSku, withoutSku + withAnothersSku).forEach((variant, index) => {
    variant.sku = variants[variants.length - 1 - index]?.sku ?? variant.sku;
  });
}

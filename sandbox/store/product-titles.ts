import type { Random } from "./random";

export interface ProductWording {
  title: string;
  productType: string;
  /** Three letters for the SKU. */
  typeCode: string;
}

const PRODUCT_TYPES = [
  { productType: "Candles", typeCode: "CND", objects: ["Candle", "Tealight Holder", "Lantern", "Pillar Candle"] },
  { productType: "Kitchen", typeCode: "KIT", objects: ["Mug", "Cake Tin", "Apron", "Tea Towel", "Crème Brûlée Dish"] },
  { productType: "Tableware", typeCode: "TAB", objects: ["Plate", "Bowl", "Napkin Ring", "Jug", "Egg Cup"] },
  {
    productType: "Christmas",
    typeCode: "XMS",
    objects: ["Bauble", "Garland", "Stocking", "Advent Calendar", "Wreath"],
  },
  { productType: "Stationery", typeCode: "STA", objects: ["Notebook", "Pencil Case", "Gift Tag", "Wrapping Paper"] },
  { productType: "Bags", typeCode: "BAG", objects: ["Shopper", "Lunch Bag", "Purse", "Rucksack", "Wash Bag"] },
  {
    productType: "Home",
    typeCode: "HOM",
    objects: ["Cushion", "Photo Frame", "Clock", "Doormat", "Door Hook", "Vase"],
  },
  { productType: "Toys", typeCode: "TOY", objects: ["Skittles", "Puzzle", "Music Box", "Kite", "Night Light"] },
  { productType: "Garden", typeCode: "GAR", objects: ["Bird Feeder", "Plant Pot", "Watering Can", "Wind Chime"] },
  { productType: "Jewellery", typeCode: "JWL", objects: ["Bracelet", "Brooch", "Hair Clip", "Trinket Box"] },
] as const;

const LOOKS = [
  "Vintage",
  "Hand-Painted",
  "Rustic",
  "Enamel",
  "Felt",
  "Ceramic",
  "Beech Wood",
  "Café",
  "Nordic",
  "Embroidered",
  "Frosted",
  "Tin",
  "Paper",
  "Linen",
  "Glass",
  "Woven",
  "Miniature",
  "Giant",
  "Folding",
  "Retro",
];

const MOTIFS = [
  "Heart",
  "Star",
  "Reindeer",
  "Hedgehog",
  "Polka Dot",
  "Rose",
  "Owl",
  "Skull",
  "Fox",
  "Toadstool",
  "Edelweiss",
  "Swallow",
  "Lavender",
  "Checkerboard",
  "Paisley",
  "Robin",
  "Elk",
  "Snowflake",
  "Forget-Me-Not",
  "Strawberry",
  "Lighthouse",
  "Bicycle",
  "Blütenzauber",
  "Noël",
  "Mäuschen",
  "Señorita",
];

/** Endings that also try what commas, quotes and foreign letters do to a CSV. */
const ENDINGS = [
  ", Set of 6",
  ", Pack of 12",
  ", Small",
  ", Large",
  ' 12"',
  " “Frohe Weihnachten”",
  " (Ø 10 cm)",
  " – Limited Edition",
];
const SHARE_WITH_ENDING = 0.3;

/** Titles as merchants do write them, which a spreadsheet takes for a formula, or a parser trips over. */
export const AWKWARD_TITLES = [
  "=Sum of All Candles",
  "-20% Bauble",
  "@home Doormat",
  "+1 Guest Book",
  'The "Good Morning" Mug, 0.3 l',
  "Straße & Söhne <Limited> Notebook",
  "礼物 Gift Box 🎁",
  "  Lantern with Spaces Around  ",
];

export function drawWording(random: Random): ProductWording {
  const { productType, typeCode, objects } = random.pick(PRODUCT_TYPES);
  const ending = random.chance(SHARE_WITH_ENDING) ? random.pick(ENDINGS) : "";
  const title = `${random.pick(LOOKS)} ${random.pick(MOTIFS)} ${random.pick<string>(objects)}${ending}`;
  return { title, productType, typeCode };
}

/** The part of a product's address in the online shop: lower-case letters, digits and hyphens, unique by its number. */
export function toHandle(title: string, productNumber: number): string {
  const words = title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return words === "" ? `product-${productNumber}` : `${words}-${productNumber}`;
}

import type { Random } from "./random";

const VENDOR_COUNT = 60;

/** Zipf exponent: the first vendor supplies about a fifth of the range, the last a few SKUs. */
const SIZE_EXPONENT = 1;

const FAMILIES = [
  "Lindqvist",
  "Brandt",
  "Okonkwo",
  "Moreau",
  "Castellano",
  "Pfeiffer",
  "Nowak",
  "Ferreira",
  "Hargreaves",
  "Jørgensen",
  "Öztürk",
  "Vermeulen",
  "Kovács",
  "O'Malley",
  "Tanaka",
];
const TRADES = ["Trading GmbH", "Ceramics", "& Daughters", "Import, Export"];

/** How a hurried clerk may write a vendor's name; one vendor nonetheless. */
const MISSPELLINGS: ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
  (name) => name.replace(" ", "  "),
];
const SHARE_MISSPELT = 0.01;
const SHARE_WITHOUT_VENDOR = 0.004;

/** Draws the vendor of one product; "" for a product without. */
export type VendorDraw = () => string;

/** Vendors of very different size, as a shop has them. */
export function startVendors(random: Random): VendorDraw {
  const names = random.shuffle(FAMILIES.flatMap((family) => TRADES.map((trade) => `${family} ${trade}`)));
  const cumulativeSizes: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= VENDOR_COUNT; rank++) {
    total += 1 / rank ** SIZE_EXPONENT;
    cumulativeSizes.push(total);
  }
  return () => {
    if (random.chance(SHARE_WITHOUT_VENDOR)) return "";
    const target = random.fraction() * total;
    const name = names[cumulativeSizes.findIndex((size) => size > target)] ?? "";
    return random.chance(SHARE_MISSPELT) ? random.pick(MISSPELLINGS)(name) : name;
  };
}

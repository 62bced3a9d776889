import { readShopFigures, type ShopFigures } from "~/data/shop-figures";
import { SETUP_STEPS, type SetupStep } from "~/data/shop-setup";

/** What matters today in a whole shop, and what is left to set up. */
export interface HomeReport {
  figures: Omit<ShopFigures, "setup" | "leadTimeDays" | "serviceLevel">;
  /** null once all of it is done. */
  setup: SetupReport | null;
}

export interface SetupReport {
  done: SetupStep[];
  /** Whether the merchant put it aside. */
  isLeft: boolean;
  /** What holds for the shop until it is changed. */
  leadTimeDays: number;
  serviceLevel: number;
}

/** Reads what a shop's home page says above its list; null for a shop that is not stored. */
export async function readHome(shop: string): Promise<HomeReport | null> {
  const read = await readShopFigures(shop);
  if (read === null) return null;
  const { setup, leadTimeDays, serviceLevel, ...figures } = read;
  const isDone = SETUP_STEPS.every((step) => setup.done.includes(step));
  return { figures, setup: isDone ? null : { ...setup, leadTimeDays, serviceLevel } };
}

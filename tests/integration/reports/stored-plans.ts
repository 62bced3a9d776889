import type { Prisma } from "@prisma/client";
import { db } from "~/db.server";
import { foldText } from "~/words/fold-text";

export type StoredPlan = Prisma.PlanCreateManyInput;

/** A plan to vary: μ 2, σ 3, L 14, p 0.95. */
export function makePlan(shop: string, variantId: number, changes: Partial<StoredPlan> = {}): StoredPlan {
  const sku = `SKU-${variantId}`;
  const plan: StoredPlan = {
    shop,
    variantId: BigInt(variantId),
    productId: BigInt(variantId + 1_000_000),
    inventoryItemId: BigInt(variantId + 2_000_000),
    sku,
    productTitle: "Mug",
    searchText: "",
    sortTitle: "",
    status: "reorder-now",
    available: 5,
    onHand: 7,
    committed: 2,
    incoming: 0,
    meanDailyDemand: 2,
    demandStdDev: 3,
    observedDays: 90,
    unitsSold: 180,
    sellingDays: 60,
    demandClass: "intermittent",
    leadTimeDays: 14,
    reviewPeriodDays: 0,
    serviceLevel: 0.95,
    coverageDays: 30,
    method: "normal",
    leadTimeDemand: 28,
    safetyStock: 18.463441,
    exactReorderPoint: 46.463441,
    reorderPoint: 47,
    orderUpToLevel: 107,
    suggestedOrderQuantity: 102,
    unitCost: "2.5",
    orderValue: "255",
    currency: "GBP",
    daysOfCover: 2.5,
    velocityDecile: 1,
    windowEnd: new Date("2026-02-28"),
    plannedAt: new Date("2026-03-01T04:05:06.789Z"),
    ...changes,
  };
  const texts = [plan.sku, plan.productTitle, plan.variantTitle, plan.barcode].filter(Boolean).join("\n");
  return { ...plan, sortTitle: plan.productTitle.toLowerCase(), searchText: foldText(texts) };
}

export async function storePlans(plans: StoredPlan[]): Promise<void> {
  await db.plan.createMany({ data: plans });
}

export async function storeShop(shop: string, changes: Partial<Prisma.ShopCreateInput> = {}): Promise<void> {
  await db.shop.create({ data: { shop, timeZone: "Europe/London", currency: "GBP", ...changes } });
}

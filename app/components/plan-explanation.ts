// The arithmetic of a plan in words and numbers. Every figure comes from the row; nothing is planned anew here. Figures
// are rounded to be read, so a product may differ from its factors in the last digit that is shown.
import type { TermName } from "~/planning/resolve-terms";
import { zScore } from "~/planning/safety-stock";
import type { ReorderRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import { CALIBRATION_GAP_WORDS } from "./calibration-gap-words";
import { DEMAND_CLASS_WORDS } from "./demand-class-words";
import type { WrittenFigure } from "./reorder-columns";
import { countOf, type ShopFormats } from "./shop-formats";
import { nameSource } from "./term-words";

/** One step from the sales to the order: what comes out, and how. */
export interface ExplanationStep {
  title: string;
  result: WrittenFigure;
  sentence: string;
}

/** Explains a plan, from sales to order. */
export function explainPlan(row: ReorderRow, formats: ShopFormats): ExplanationStep[] {
  return [
    explainDemand(row, formats),
    explainDemandClass(row, formats),
    explainLeadTimeDemand(row, formats),
    explainSafetyStock(row, formats),
    explainReorderPoint(row, formats),
    explainPosition(row, formats),
    explainSuggestedOrder(row, formats),
    explainOrderValue(row, formats),
    explainCover(row, formats),
    explainVelocity(row, formats),
  ];
}

/** The answer before its reasons, in one sentence. */
export function summarisePlan(row: ReorderRow, formats: ShopFormats): string {
  const quantity = row.suggestedOrderQuantity;
  if (quantity === null) return `No order can be suggested. ${explainAbsence(row, "suggestedOrderQuantity", formats)}`;
  if (quantity > 0) return `Order ${units(quantity, formats)} now.`;
  if (row.status === "reorder-soon") return "No order is needed today, but soon.";
  return "No order is needed today.";
}

function explainDemand(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Demand";
  if (row.meanDailyDemand === null) return absentStep(title, row, "meanDailyDemand", formats);
  const window = `${days(row.observedDays, formats)} to ${formats.day(row.windowEnd)}${row.outOfStockDays > 0 ? " on which it could be sold" : ""}`;
  if (row.unitsSold === 0) {
    const sentence = `Nothing was sold in the ${window}.${explainStockouts(row, formats)}`;
    return { title, result: "0 a day", sentence };
  }
  const mean = formats.decimal(row.meanDailyDemand);
  const variation =
    row.demandStdDev === null
      ? "One day does not show how much that varies."
      : `From day to day it varies by ${formats.decimal(row.demandStdDev)} (standard deviation).`;
  return {
    title,
    result: `${mean} a day`,
    sentence: `Sells ${mean} a day on average: ${units(row.unitsSold, formats)} in the ${window}. ${variation}${explainStockouts(row, formats)}`,
  };
}

/** Days on which nothing could be sold tell nothing of demand; what they would have done to the mean, tells the merchant. */
function explainStockouts({ outOfStockDays, observedDays, unitsSold }: ReorderRow, formats: ShopFormats): string {
  if (outOfStockDays === 0) return "";
  const count = days(outOfStockDays, formats);
  const left = ` It was out of stock on ${count} of the demand window, which ${outOfStockDays === 1 ? "is" : "are"} left out`;
  if (unitsSold === 0) return `${left}.`;
  return `${left}: without this correction it would be ${formats.decimal(unitsSold / (observedDays + outOfStockDays))} a day.`;
}

function explainDemandClass(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { label, meaning } = DEMAND_CLASS_WORDS[row.demandClass];
  const rhythm = `Sold on ${formats.quantity(row.sellingDays)} of ${days(row.observedDays, formats)}. `;
  return { title: "Demand class", result: label, sentence: `${row.sellingDays > 0 ? rhythm : ""}${meaning}` };
}

function explainLeadTimeDemand(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Lead-time demand";
  if (row.leadTimeDemand === null || row.meanDailyDemand === null)
    return absentStep(title, row, "leadTimeDemand", formats);
  const result = formats.decimal(row.leadTimeDemand);
  const lead = `${days(row.leadTimeDays, formats)} of lead time${origin(row, "leadTimeDays", formats)}`;
  const review = `${days(row.reviewPeriodDays, formats)} between orders${origin(row, "reviewPeriodDays", formats)}`;
  const period = row.reviewPeriodDays > 0 ? `${lead} and ${review}` : lead;
  const verb = row.leadTimeDays === 1 && row.reviewPeriodDays === 0 ? "needs" : "need";
  return {
    title,
    result: unitsWritten(result, row.leadTimeDemand),
    sentence: `${period} ${verb} ${formats.decimal(row.meanDailyDemand)} × ${daysToCover(row, formats)} = ${result}.`,
  };
}

function explainSafetyStock(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Safety stock";
  if (row.safetyStock === null || row.demandStdDev === null || row.meanDailyDemand === null) {
    return absentStep(title, row, "safetyStock", formats);
  }
  if (row.method === "calibrated") return explainCalibratedSafetyStock(row, formats);
  const result = formats.decimal(row.safetyStock);
  const z = formats.threeDecimals(zScore(row.serviceLevel));
  const deviation = formats.decimal(row.demandStdDev);
  const period = daysToCover(row, formats);
  const factors =
    row.leadTimeStdDevDays > 0
      ? `√(${period} × ${deviation}² + ${formats.decimal(row.meanDailyDemand)}² × ${formats.decimal(row.leadTimeStdDevDays)}²)`
      : `${deviation} × √${period}`;
  const service = `${formats.percent(row.serviceLevel)} service${origin(row, "serviceLevel", formats)}`;
  const sentence = `Safety stock for ${service} is ${z} × ${factors} = ${result}.`;
  return {
    title,
    result: unitsWritten(result, row.safetyStock),
    sentence: sentence + explainVariation(row, formats) + explainCalibrationGap(row),
  };
}

function explainCalibratedSafetyStock(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Safety stock";
  const { leadTimeDemand, leadTimeDemandStdDev, safetyFactor, safetyStock, demandLevel } = row;
  if (leadTimeDemand === null || leadTimeDemandStdDev === null || safetyFactor === null || safetyStock === null) {
    return absentStep(title, row, "safetyStock", formats);
  }
  const result = formats.decimal(safetyStock);
  const factor = formats.decimal(safetyFactor);
  const deviation = formats.decimal(leadTimeDemandStdDev);
  const period = days(row.leadTimeDays + row.reviewPeriodDays, formats);
  const learnt =
    `The demand of ${period} in a row varies by ${deviation}. Replayed on your own sales, items that sell like this one ` +
    `needed ${factor} times as much to be covered in ${formats.percent(row.serviceLevel)}${origin(row, "serviceLevel", formats)} of lead times: `;
  const level = formats.decimal(demandLevel);
  const arithmetic =
    level === formats.decimal(1)
      ? `${factor} × ${deviation} = ${result}.`
      : `${factor} × ${deviation}; and your shop now sells ${level} times what its demand windows say, so ` +
        `${level} × (${formats.decimal(leadTimeDemand)} + ${factor} × ${deviation}) − ${formats.decimal(leadTimeDemand)} = ${result}.`;
  return { title, result: unitsWritten(result, safetyStock), sentence: learnt + arithmetic };
}

/** Why an item for which the calibrated method was asked is planned by the formula. */
function explainCalibrationGap({ calibrationGap }: ReorderRow): string {
  return calibrationGap === null ? "" : ` ${CALIBRATION_GAP_WORDS[calibrationGap]}`;
}

/** How much the lead time varies, where it is not the shop's word. */
function explainVariation(row: ReorderRow, formats: ShopFormats): string {
  const where = origin(row, "leadTimeStdDevDays", formats);
  if (where === "") return "";
  if (row.leadTimeStdDevDays === 0) return ` The lead time is as good as fixed${where}.`;
  return ` The lead time varies by ${days(row.leadTimeStdDevDays, formats)}${where}.`;
}

function explainReorderPoint(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Reorder point";
  const { leadTimeDemand, safetyStock, exactReorderPoint, reorderPoint } = row;
  if (leadTimeDemand === null || safetyStock === null || exactReorderPoint === null || reorderPoint === null) {
    return absentStep(title, row, "reorderPoint", formats);
  }
  const sum = formats.decimal(exactReorderPoint);
  const whole = formats.quantity(reorderPoint);
  const rounding = sum === whole ? "" : `, rounded up to ${whole}`;
  return {
    title,
    result: units(reorderPoint, formats),
    sentence: `${formats.decimal(leadTimeDemand)} + ${formats.decimal(safetyStock)} = ${sum}${rounding}.`,
  };
}

function explainPosition(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const position = row.available + row.incoming;
  const written = formats.quantity(position);
  const sum = `You have ${formats.quantity(row.available)} available + ${formats.quantity(row.incoming)} incoming = ${written}`;
  return {
    title: "Available and incoming",
    result: units(position, formats),
    sentence:
      row.reorderPoint === null ? `${sum}.` : `${sum}, ${comparePosition(position, row.reorderPoint, formats)}.`,
  };
}

function comparePosition(position: number, reorderPoint: number, formats: ShopFormats): string {
  const point = `the reorder point of ${formats.quantity(reorderPoint)}`;
  if (position > reorderPoint) return `above ${point}`;
  return position < reorderPoint ? `below ${point}` : `exactly ${point}`;
}

function explainSuggestedOrder(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Suggested order";
  const { suggestedOrderQuantity: quantity, orderUpToLevel, exactReorderPoint, meanDailyDemand, reorderPoint } = row;
  if (quantity === null || orderUpToLevel === null || exactReorderPoint === null || meanDailyDemand === null) {
    return absentStep(title, row, "suggestedOrderQuantity", formats);
  }
  const result = units(quantity, formats);
  const position = row.available + row.incoming;
  if (quantity === 0) {
    const reason =
      reorderPoint !== null && position > reorderPoint
        ? `Order when available and incoming together fall to ${formats.quantity(reorderPoint)}.`
        : "Nothing sells and nothing is owed to customers, so there is nothing to order.";
    return { title, result, sentence: reason };
  }
  const missing = orderUpToLevel - position;
  const level =
    `Order up to ${formats.decimal(exactReorderPoint)} + ${days(row.coverageDays, formats)}${origin(row, "coverageDays", formats)} × ` +
    `${formats.decimal(meanDailyDemand)} = ${formats.quantity(orderUpToLevel)}, rounded up`;
  const difference = `${formats.quantity(orderUpToLevel)} − ${writeSubtrahend(position, formats)} = ${formats.quantity(missing)}`;
  return { title, result, sentence: `${level}: ${difference}.${explainOrderSize(row, missing, formats)}` };
}

/** The vendor's minimum and packs, where they make the order larger than what is missing. */
function explainOrderSize(row: ReorderRow, missing: number, formats: ShopFormats): string {
  const atLeast = Math.max(missing, row.minimumOrderQuantity);
  const minimum =
    atLeast > missing
      ? ` The smallest order${origin(row, "minimumOrderQuantity", formats)} is ${units(atLeast, formats)}.`
      : "";
  const isWholePacks = atLeast % row.packSize === 0;
  const ordered = formats.quantity(row.suggestedOrderQuantity ?? atLeast);
  const packs = isWholePacks
    ? ""
    : ` Whole packs of ${formats.quantity(row.packSize)}${origin(row, "packSize", formats)} make it ${ordered}.`;
  return minimum + packs;
}

function explainOrderValue(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Order value";
  const { orderValue, suggestedOrderQuantity: quantity, unitCost, currency } = row;
  if (orderValue === null || quantity === null || unitCost === null)
    return absentStep(title, row, "orderValue", formats);
  const result = formats.money(orderValue, currency);
  return {
    title,
    result,
    sentence: `${formats.quantity(quantity)} × ${formats.money(unitCost, currency)} = ${result}.`,
  };
}

function explainCover(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Days of cover";
  const { daysOfCover, meanDailyDemand } = row;
  if (daysOfCover === null || meanDailyDemand === null) return absentStep(title, row, "daysOfCover", formats);
  const result = days(daysOfCover, formats);
  if (row.available <= 0) return { title, result, sentence: "Nothing is available to sell now." };
  const end = row.projectedStockoutDate === null ? "" : `, until about ${formats.day(row.projectedStockoutDate)}`;
  return {
    title,
    result,
    sentence: `${formats.quantity(row.available)} available ÷ ${formats.decimal(meanDailyDemand)} a day last ${result}${end}.`,
  };
}

function explainVelocity(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = "Velocity decile";
  const decile = row.velocityDecile;
  if (decile === null) return absentStep(title, row, "velocityDecile", formats);
  const meaning =
    decile === 1
      ? "It is in the fastest tenth of the variants that sell."
      : `Of ten equal groups of the variants that sell, fastest first, it is in group ${decile}.`;
  return { title, result: String(decile), sentence: meaning };
}

/** Where a term was set, in parentheses; nothing where it is the shop's setting, as most are. */
function origin(row: ReorderRow, term: TermName, formats: ShopFormats): string {
  const source = row.termSources[term];
  return source === "shop" ? "" : ` (${nameSource(source, formats.t)})`;
}

function absentStep(
  title: string,
  row: ReorderRow,
  value: Parameters<typeof explainAbsence>[1],
  formats: ShopFormats,
): ExplanationStep {
  const absence = explainAbsence(row, value, formats);
  return { title, result: { absence }, sentence: absence };
}

function daysToCover(row: ReorderRow, formats: ShopFormats): string {
  return formats.days(row.leadTimeDays + row.reviewPeriodDays);
}

function days(count: number, formats: ShopFormats): string {
  return countOf(count, "day", formats.days(count));
}

function units(count: number, formats: ShopFormats): string {
  return countOf(count, "unit", formats.quantity(count));
}

function unitsWritten(written: string, count: number): string {
  return countOf(count, "unit", written);
}

/** A negative number after a minus sign stands in parentheses. */
function writeSubtrahend(value: number, formats: ShopFormats): string {
  return value < 0 ? `(${formats.quantity(value)})` : formats.quantity(value);
}

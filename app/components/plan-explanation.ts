// The arithmetic of a plan in words and numbers. Every figure comes from the row; nothing is planned anew here. Figures
// are rounded to be read, so a product may differ from its factors in the last digit that is shown.
import type { TermName } from "~/planning/resolve-terms";
import { zScore } from "~/planning/safety-stock";
import type { ReorderRow } from "~/reports/reorder-row";
import { explainAbsence } from "./absence-reasons";
import type { WrittenFigure } from "./reorder-columns";
import type { ShopFormats } from "./shop-formats";
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
  const { t } = formats;
  const quantity = row.suggestedOrderQuantity;
  if (quantity === null)
    return `${t("explanation.summary.none")} ${explainAbsence(row, "suggestedOrderQuantity", formats)}`;
  if (quantity > 0) return t("explanation.summary.order", { units: units(quantity, formats) });
  return t(row.status === "reorder-soon" ? "explanation.summary.soon" : "explanation.summary.notNow");
}

function explainDemand(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.demand.title");
  if (row.meanDailyDemand === null) return absentStep(title, row, "meanDailyDemand", formats);
  const result = t("explanation.perDay", { rate: formats.decimal(row.meanDailyDemand) });
  const sentences =
    row.unitsSold === 0 ? [tellSales(row, formats)] : [tellSales(row, formats), tellVariation(row, formats)];
  return { title, result, sentence: join([...sentences, tellStockouts(row, formats)]) };
}

function tellSales(row: ReorderRow, formats: ShopFormats): string {
  const { t } = formats;
  const window = { count: row.observedDays, days: formats.days(row.observedDays), end: formats.day(row.windowEnd) };
  if (row.unitsSold === 0) {
    return t(row.outOfStockDays > 0 ? "explanation.demand.nothingInStock" : "explanation.demand.nothing", window);
  }
  return t(row.outOfStockDays > 0 ? "explanation.demand.soldInStock" : "explanation.demand.sold", {
    ...window,
    rate: formats.decimal(row.meanDailyDemand ?? 0),
    units: units(row.unitsSold, formats),
  });
}

function tellVariation({ demandStdDev }: ReorderRow, { t, decimal }: ShopFormats): string {
  return demandStdDev === null
    ? t("explanation.demand.oneDay")
    : t("explanation.demand.varies", { deviation: decimal(demandStdDev) });
}

/** Days on which nothing could be sold tell nothing of demand; what they would have done to the mean, tells the merchant. */
function tellStockouts({ outOfStockDays, observedDays, unitsSold }: ReorderRow, formats: ShopFormats): string {
  if (outOfStockDays === 0) return "";
  const { t } = formats;
  const left = { count: outOfStockDays, written: formats.days(outOfStockDays) };
  if (unitsSold === 0) return t("explanation.demand.outOfStock", left);
  const rate = formats.decimal(unitsSold / (observedDays + outOfStockDays));
  return t("explanation.demand.outOfStockCorrected", { ...left, rate });
}

function explainDemandClass(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const rhythm = t("explanation.demandClass.soldOn", {
    count: row.observedDays,
    written: formats.days(row.observedDays),
    sellingDays: formats.quantity(row.sellingDays),
  });
  return {
    title: t("explanation.demandClass.title"),
    result: t(`demandClass.${row.demandClass}.label`),
    sentence: join([row.sellingDays > 0 ? rhythm : "", t(`demandClass.${row.demandClass}.meaning`)]),
  };
}

function explainLeadTimeDemand(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.leadTimeDemand.title");
  if (row.leadTimeDemand === null || row.meanDailyDemand === null)
    return absentStep(title, row, "leadTimeDemand", formats);
  const result = formats.decimal(row.leadTimeDemand);
  const arithmetic = {
    origin: origin(row, "leadTimeDays", formats),
    rate: formats.decimal(row.meanDailyDemand),
    period: daysToCover(row, formats),
    result,
  };
  const sentence =
    row.reviewPeriodDays > 0
      ? t("explanation.leadTimeDemand.leadTimeAndReview", {
          ...arithmetic,
          leadTime: days(row.leadTimeDays, formats),
          review: days(row.reviewPeriodDays, formats),
          reviewOrigin: origin(row, "reviewPeriodDays", formats),
        })
      : t("explanation.leadTimeDemand.leadTime", {
          ...arithmetic,
          count: row.leadTimeDays,
          days: formats.days(row.leadTimeDays),
        });
  return { title, result: unitsWritten(result, row.leadTimeDemand, formats), sentence };
}

function explainSafetyStock(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.safetyStock.title");
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
  const formula = t("explanation.safetyStock.formula", {
    service: formats.percent(row.serviceLevel),
    origin: origin(row, "serviceLevel", formats),
    arithmetic: `${z} × ${factors}`,
    result,
  });
  return {
    title,
    result: unitsWritten(result, row.safetyStock, formats),
    sentence: join([formula, tellLeadTimeVariation(row, formats), tellCalibrationGap(row, formats)]),
  };
}

function explainCalibratedSafetyStock(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.safetyStock.title");
  const { leadTimeDemand, leadTimeDemandStdDev, safetyFactor, safetyStock, demandLevel } = row;
  if (leadTimeDemand === null || leadTimeDemandStdDev === null || safetyFactor === null || safetyStock === null) {
    return absentStep(title, row, "safetyStock", formats);
  }
  const result = formats.decimal(safetyStock);
  const deviation = formats.decimal(leadTimeDemandStdDev);
  const period = row.leadTimeDays + row.reviewPeriodDays;
  const varies = t("explanation.safetyStock.deviation", { count: period, days: formats.days(period), deviation });
  const learnt = {
    factor: formats.decimal(safetyFactor),
    service: formats.percent(row.serviceLevel),
    origin: origin(row, "serviceLevel", formats),
    deviation,
    result,
  };
  const level = formats.decimal(demandLevel);
  const arithmetic =
    level === formats.decimal(1)
      ? t("explanation.safetyStock.calibrated", learnt)
      : t("explanation.safetyStock.calibratedToLevel", { ...learnt, level, demand: formats.decimal(leadTimeDemand) });
  return { title, result: unitsWritten(result, safetyStock, formats), sentence: join([varies, arithmetic]) };
}

/** Why an item for which the calibrated method was asked is planned by the formula. */
function tellCalibrationGap({ calibrationGap }: ReorderRow, { t }: ShopFormats): string {
  return calibrationGap === null ? "" : t(`explanation.safetyStock.gap.${calibrationGap}`);
}

/** How much the lead time varies, where it is not the shop's word. */
function tellLeadTimeVariation(row: ReorderRow, formats: ShopFormats): string {
  const { t } = formats;
  const where = origin(row, "leadTimeStdDevDays", formats);
  if (where === "") return "";
  if (row.leadTimeStdDevDays === 0) return t("explanation.safetyStock.fixedLeadTime", { origin: where });
  const variation = days(row.leadTimeStdDevDays, formats);
  return t("explanation.safetyStock.varyingLeadTime", { days: variation, origin: where });
}

function explainReorderPoint(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.reorderPoint.title");
  const { leadTimeDemand, safetyStock, exactReorderPoint, reorderPoint } = row;
  if (leadTimeDemand === null || safetyStock === null || exactReorderPoint === null || reorderPoint === null) {
    return absentStep(title, row, "reorderPoint", formats);
  }
  const demand = formats.decimal(leadTimeDemand);
  const safety = formats.decimal(safetyStock);
  const sum = formats.decimal(exactReorderPoint);
  const whole = formats.quantity(reorderPoint);
  return {
    title,
    result: units(reorderPoint, formats),
    sentence:
      sum === whole
        ? `${demand} + ${safety} = ${sum}.`
        : t("explanation.reorderPoint.rounded", { demand, safety, sum, whole }),
  };
}

function explainPosition(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  if (row.status === "untracked")
    return absentStep(t("explanation.position.title"), row, "suggestedOrderQuantity", formats);
  const position = row.available + row.incoming;
  const sum = {
    available: formats.quantity(row.available),
    incoming: formats.quantity(row.incoming),
    position: formats.quantity(position),
  };
  const { reorderPoint } = row;
  const sentence =
    reorderPoint === null
      ? t("explanation.position.alone", sum)
      : t(`explanation.position.${comparePosition(position, reorderPoint)}`, {
          ...sum,
          reorderPoint: formats.quantity(reorderPoint),
        });
  return { title: t("explanation.position.title"), result: units(position, formats), sentence };
}

function comparePosition(position: number, reorderPoint: number): "above" | "below" | "exactly" {
  if (position > reorderPoint) return "above";
  return position < reorderPoint ? "below" : "exactly";
}

function explainSuggestedOrder(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.suggestedOrder.title");
  const { suggestedOrderQuantity: quantity, orderUpToLevel, exactReorderPoint, meanDailyDemand } = row;
  if (quantity === null || orderUpToLevel === null || exactReorderPoint === null || meanDailyDemand === null) {
    return absentStep(title, row, "suggestedOrderQuantity", formats);
  }
  const result = units(quantity, formats);
  const position = row.available + row.incoming;
  if (quantity === 0) return { title, result, sentence: explainNoOrder(row, formats) };
  const missing = orderUpToLevel - position;
  const arithmetic = t("explanation.suggestedOrder.upTo", {
    exact: formats.decimal(exactReorderPoint),
    days: days(row.coverageDays, formats),
    origin: origin(row, "coverageDays", formats),
    rate: formats.decimal(meanDailyDemand),
    level: formats.quantity(orderUpToLevel),
    position: writeSubtrahend(position, formats),
    missing: formats.quantity(missing),
  });
  return { title, result, sentence: join([arithmetic, ...tellOrderSize(row, missing, formats)]) };
}

function explainNoOrder({ available, incoming, reorderPoint }: ReorderRow, { t, quantity }: ShopFormats): string {
  return reorderPoint !== null && available + incoming > reorderPoint
    ? t("explanation.suggestedOrder.later", { reorderPoint: quantity(reorderPoint) })
    : t("explanation.suggestedOrder.nothing");
}

/** The vendor's minimum and packs, where they make the order larger than what is missing. */
function tellOrderSize(row: ReorderRow, missing: number, formats: ShopFormats): string[] {
  const { t } = formats;
  const atLeast = Math.max(missing, row.minimumOrderQuantity);
  const minimum = t("explanation.suggestedOrder.minimum", {
    origin: origin(row, "minimumOrderQuantity", formats),
    units: units(atLeast, formats),
  });
  const packs = t("explanation.suggestedOrder.packs", {
    packSize: formats.quantity(row.packSize),
    origin: origin(row, "packSize", formats),
    ordered: formats.quantity(row.suggestedOrderQuantity ?? atLeast),
  });
  return [atLeast > missing ? minimum : "", atLeast % row.packSize === 0 ? "" : packs];
}

function explainOrderValue(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const title = formats.t("explanation.orderValue.title");
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
  const { t } = formats;
  const title = t("explanation.cover.title");
  const { daysOfCover, meanDailyDemand, projectedStockoutDate: end } = row;
  if (daysOfCover === null || meanDailyDemand === null) return absentStep(title, row, "daysOfCover", formats);
  if (row.available < 0) {
    const short = { count: -row.available, written: formats.quantity(-row.available) };
    return { title, result: t("list.noneLeft"), sentence: t("explanation.cover.short", short) };
  }
  const result = days(daysOfCover, formats);
  if (row.available === 0) return { title, result, sentence: t("explanation.cover.nothing") };
  const arithmetic = {
    available: formats.quantity(row.available),
    rate: formats.decimal(meanDailyDemand),
    cover: result,
  };
  const sentence =
    end === null
      ? t("explanation.cover.lasts", arithmetic)
      : t("explanation.cover.lastsUntil", { ...arithmetic, end: formats.day(end) });
  return { title, result, sentence };
}

function explainVelocity(row: ReorderRow, formats: ShopFormats): ExplanationStep {
  const { t } = formats;
  const title = t("explanation.velocity.title");
  const decile = row.velocityDecile;
  if (decile === null) return absentStep(title, row, "velocityDecile", formats);
  const sentence = decile === 1 ? t("explanation.velocity.fastest") : t("explanation.velocity.group", { decile });
  return { title, result: String(decile), sentence };
}

/** Where a term was set, in parentheses; nothing where it is the shop's setting, as most are. */
function origin(row: ReorderRow, term: TermName, { t }: ShopFormats): string {
  const source = row.termSources[term];
  return source === "shop" ? "" : ` (${nameSource(source, t)})`;
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

/** Whole sentences one after another; of those that there are. */
function join(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function daysToCover(row: ReorderRow, formats: ShopFormats): string {
  return formats.days(row.leadTimeDays + row.reviewPeriodDays);
}

function days(count: number, formats: ShopFormats): string {
  return formats.t("counts.days", { count, written: formats.days(count) });
}

function units(count: number, formats: ShopFormats): string {
  return unitsWritten(formats.quantity(count), count, formats);
}

function unitsWritten(written: string, count: number, { t }: ShopFormats): string {
  return t("counts.units", { count, written });
}

/** A negative number after a minus sign stands in parentheses. */
function writeSubtrahend(value: number, formats: ShopFormats): string {
  return value < 0 ? `(${formats.quantity(value)})` : formats.quantity(value);
}

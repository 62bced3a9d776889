import { rejectUnless } from "./planning-input-error";

/** What the vendor and the shop have agreed on and what the merchant wants. Days are calendar days. */
export interface PlanningTerms {
  /** From placing an order to having the goods on the shelf; more than 0. */
  leadTimeDays: number;
  /** How much the lead time itself varies; 0 when it is as good as fixed. */
  leadTimeStdDevDays: number;
  /** Days between occasions to order; 0 when an order can be placed on any day. */
  reviewPeriodDays: number;
  /** Probability of no stockout in one lead time, 0.5 ≤ p < 1. */
  serviceLevel: number;
  /** How long an order is to last beyond the reorder point. */
  coverageDays: number;
  /** Stock that lasts longer than this is too much. */
  overstockDays: number;
  /** The least that the vendor sells, in units; 0 when there is no minimum. */
  minimumOrderQuantity: number;
  /** Units in a pack; the vendor sells whole packs. 1 when units are sold singly. */
  packSize: number;
}

/**
 * Checks all terms at once, also those that a variant without history would not reach.
 *
 * @throws {PlanningInputError} that says which term, its value and what is allowed.
 */
export function checkPlanningTerms(terms: PlanningTerms): void {
  checkLeadTime(terms.leadTimeDays, terms.reviewPeriodDays);
  checkLeadTimeStdDev(terms.leadTimeStdDevDays);
  checkServiceLevel(terms.serviceLevel);
  checkCoverage(terms.coverageDays);
  rejectUnless(
    terms.overstockDays > 0 && terms.overstockDays < Infinity,
    "overstock limit in days",
    terms.overstockDays,
    "a finite number more than 0",
  );
  checkOrderSizes(terms.minimumOrderQuantity, terms.packSize);
}

/** A lead time of 0 would mean goods that arrive before they are ordered: nothing would ever need to be stocked. */
export function checkLeadTime(leadTimeDays: number, reviewPeriodDays: number): void {
  rejectUnless(
    leadTimeDays > 0 && leadTimeDays < Infinity,
    "lead time in days",
    leadTimeDays,
    "a finite number more than 0",
  );
  rejectUnless(
    reviewPeriodDays >= 0 && reviewPeriodDays < Infinity,
    "review period in days",
    reviewPeriodDays,
    "a finite number, 0 or more",
  );
}

export function checkLeadTimeStdDev(leadTimeStdDevDays: number): void {
  rejectUnless(
    leadTimeStdDevDays >= 0 && leadTimeStdDevDays < Infinity,
    "standard deviation of the lead time in days",
    leadTimeStdDevDays,
    "a finite number, 0 or more",
  );
}

/** Below 0.5 the safety stock would be negative; at 1 it would be infinite. */
export function checkServiceLevel(serviceLevel: number): void {
  rejectUnless(serviceLevel >= 0.5 && serviceLevel < 1, "service level", serviceLevel, "at least 0.5 and less than 1");
}

export function checkCoverage(coverageDays: number): void {
  rejectUnless(
    coverageDays >= 0 && coverageDays < Infinity,
    "coverage in days",
    coverageDays,
    "a finite number, 0 or more",
  );
}

export function checkOrderSizes(minimumOrderQuantity: number, packSize: number): void {
  rejectUnless(
    Number.isSafeInteger(minimumOrderQuantity) && minimumOrderQuantity >= 0,
    "minimum order quantity",
    minimumOrderQuantity,
    "a whole number of units, 0 or more",
  );
  rejectUnless(
    Number.isSafeInteger(packSize) && packSize >= 1,
    "pack size",
    packSize,
    "a whole number of units, 1 or more",
  );
}

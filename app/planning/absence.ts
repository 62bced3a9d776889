/**
 * Why a value of a plan does not exist. A calculation of this folder returns the value itself or one of these, so that
 * "unknown" is never mistaken for 0 and every exit can say the reason.
 */
export type Absence = InsufficientHistory | NoSales | Untracked | Excluded | NoUnitCost | BeyondCalendar;

/** Too few observed days: a mean needs one, a standard deviation, and with it a reorder point, needs two. */
export interface InsufficientHistory {
  readonly kind: "insufficient-history";
  readonly observedDays: number;
}

/** Nothing was sold in the demand window, so stock has no end in sight and the variant no speed. */
export interface NoSales {
  readonly kind: "no-sales";
}

/** Shopify does not count this variant's stock: whatever its quantities say, they cannot run out. */
export interface Untracked {
  readonly kind: "untracked";
}

/** The merchant wants no plan for this variant, such as for one that is discontinued. */
export interface Excluded {
  readonly kind: "excluded";
}

/** The merchant has entered no cost, so an order has no known value. */
export interface NoUnitCost {
  readonly kind: "no-unit-cost";
}

/** The stock lasts beyond the year 9999, the last that an ISO calendar day can write with four digits. */
export interface BeyondCalendar {
  readonly kind: "beyond-calendar";
  readonly daysOfCover: number;
}

/** Tells an absence from a value: values are numbers or texts, absences alone are objects. */
export function isAbsent(value: number | string | Absence): value is Absence {
  return typeof value === "object";
}

/** The value, or null where it does not exist: the form of a nullable column. */
export function valueOrNull<Value extends number | string>(value: Value | Absence): Value | null {
  return typeof value === "object" ? null : value;
}

import { describe, expect, it } from "vitest";
import { calculateDaysOfCover, projectStockoutDate } from "~/planning/days-of-cover";
import { PlanningInputError } from "~/planning/planning-input-error";

/** `units` sold one a day. */
const sold = (units: number, observedDays: number) => ({
  observedDays,
  units,
  sumOfSquaredUnits: units,
  sellingDays: units,
});

describe("days of cover", () => {
  it("are the units over the mean, negative when oversold, as in the docstring", () => {
    expect(calculateDaysOfCover(45, sold(90, 90))).toBe(45);
    expect(calculateDaysOfCover(-3, sold(90, 90))).toBe(-3);
  });

  it("come out whole where they are whole, as in the docstring", () => {
    expect(35 / (7 / 12)).toBe(59.99999999999999);
    expect(calculateDaysOfCover(35, sold(7, 12))).toBe(60);
  });

  it("are 0 without stock", () => {
    expect(calculateDaysOfCover(0, sold(90, 90))).toBe(0);
    expect(calculateDaysOfCover(-0, sold(90, 90))).toBe(0);
  });

  it("are known from one observed day with a sale", () => {
    expect(calculateDaysOfCover(5, sold(1, 1))).toBe(5);
  });

  it("are absent without sales and without history", () => {
    expect(calculateDaysOfCover(45, sold(0, 90))).toEqual({ kind: "no-sales" });
    expect(calculateDaysOfCover(45, sold(0, 0))).toEqual({ kind: "insufficient-history", observedDays: 0 });
  });
});

describe("projected stockout date", () => {
  it("is today and the whole days of cover, as in the docstring", () => {
    expect(projectStockoutDate("2026-03-01", 10.9)).toBe("2026-03-11");
  });

  it("is today when less than a day is left, none, or less than none", () => {
    expect(projectStockoutDate("2026-03-01", 0.99)).toBe("2026-03-01");
    expect(projectStockoutDate("2026-03-01", 0)).toBe("2026-03-01");
    expect(projectStockoutDate("2026-03-01", -12.5)).toBe("2026-03-01");
  });

  it("goes over changes of the clocks and leap days by the calendar", () => {
    expect(projectStockoutDate("2026-03-07", 2)).toBe("2026-03-09");
    expect(projectStockoutDate("2028-02-28", 2)).toBe("2028-03-01");
  });

  it("is absent beyond the year 9999", () => {
    expect(projectStockoutDate("9999-12-01", 30)).toBe("9999-12-31");
    expect(projectStockoutDate("9999-12-01", 31)).toEqual({ kind: "beyond-calendar", daysOfCover: 31 });
    expect(projectStockoutDate("2026-03-01", 1e15)).toEqual({ kind: "beyond-calendar", daysOfCover: 1e15 });
  });

  it("rejects a today that is no day", () => {
    expect(() => projectStockoutDate("2026-02-30", 1)).toThrow(PlanningInputError);
  });
});

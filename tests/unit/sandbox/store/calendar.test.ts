import { describe, expect, it } from "vitest";
import { formatInstant, listDays, localDate } from "../../../../sandbox/store/calendar";

const HOUR_MS = 3_600_000;

describe("localDate", () => {
  it("is tomorrow's date in Berlin when it is still 22:30 in UTC in summer", () => {
    expect(localDate(new Date("2026-07-01T22:30:00Z"), "Europe/Berlin")).toBe("2026-07-02");
  });

  it("is the same date in Berlin at 22:30 UTC in winter", () => {
    expect(localDate(new Date("2026-11-21T22:30:00Z"), "Europe/Berlin")).toBe("2026-11-21");
  });

  it("refuses a time zone that does not exist", () => {
    expect(() => localDate(new Date("2026-07-01T00:00:00Z"), "Europe/Atlantis")).toThrow(/Europe\/Atlantis/);
  });
});

describe("listDays", () => {
  it("ends with the given day and has no gap", () => {
    const dates = listDays("2026-03-02", 4, "Europe/Berlin").map((day) => day.date);
    expect(dates).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
  });

  it("gives the day of the change to winter time 25 hours, and the instant of the change", () => {
    const [before, change] = listDays("2026-10-25", 2, "Europe/Berlin");
    expect(before).toMatchObject({ lengthMs: 24 * HOUR_MS, clockChangeMs: null, weekday: 6 });
    expect(change).toMatchObject({
      lengthMs: 25 * HOUR_MS,
      clockChangeMs: Date.parse("2026-10-25T01:00:00Z"),
      startMs: Date.parse("2026-10-24T22:00:00Z"),
      weekday: 7,
    });
  });

  it("gives the day of the change to summer time 23 hours", () => {
    const [change] = listDays("2026-03-29", 1, "Europe/Berlin");
    expect(change).toMatchObject({ lengthMs: 23 * HOUR_MS, clockChangeMs: Date.parse("2026-03-29T01:00:00Z") });
  });

  it("knows a zone that changes its clocks at midnight, so that the day begins at 01:00", () => {
    const [change] = listDays("2026-04-24", 1, "Africa/Cairo");
    expect(change).toMatchObject({ startMs: Date.parse("2026-04-23T22:00:00Z"), lengthMs: 23 * HOUR_MS });
  });
});

describe("formatInstant", () => {
  it("writes UTC to the second, as Shopify does", () => {
    expect(formatInstant(Date.parse("2026-11-21T08:30:00.750Z"))).toBe("2026-11-21T08:30:00Z");
  });
});

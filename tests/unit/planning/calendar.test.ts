import { describe, expect, it } from "vitest";
import { addDays, calendarDay, daysBetween, startOfDay } from "~/planning/calendar";
import { PlanningInputError } from "~/planning/planning-input-error";

const MS_PER_HOUR = 3_600_000;

describe("calendarDay", () => {
  it("is the day on the wall calendar of the zone, as in the docstring", () => {
    expect(calendarDay(new Date("2026-03-08T04:30:00Z"), "America/New_York")).toBe("2026-03-07");
  });

  it("gives one instant to different days in different zones", () => {
    const instant = new Date("2026-06-30T23:30:00Z");
    expect(calendarDay(instant, "Europe/London")).toBe("2026-07-01");
    expect(calendarDay(instant, "UTC")).toBe("2026-06-30");
    expect(calendarDay(instant, "Pacific/Kiritimati")).toBe("2026-07-01");
    expect(calendarDay(instant, "Pacific/Pago_Pago")).toBe("2026-06-30");
  });

  // Clocks in New York go from 02:00 to 03:00 on 8 March 2026 and from 02:00 back to 01:00 on 1 November 2026.
  it.each([
    { day: "2026-03-07", hours: 24 },
    { day: "2026-03-08", hours: 23 },
    { day: "2026-03-09", hours: 24 },
    { day: "2026-10-31", hours: 24 },
    { day: "2026-11-01", hours: 25 },
    { day: "2026-11-02", hours: 24 },
  ])("gives $day in New York its $hours hours, no more and no less", ({ day, hours }) => {
    const start = startOfDay(day, "America/New_York").getTime();
    const end = start + hours * MS_PER_HOUR;
    expect(calendarDay(new Date(start - 1), "America/New_York")).toBe(addDays(day, -1));
    expect(calendarDay(new Date(start), "America/New_York")).toBe(day);
    expect(calendarDay(new Date(end - 1), "America/New_York")).toBe(day);
    expect(calendarDay(new Date(end), "America/New_York")).toBe(addDays(day, 1));
  });

  it("rejects an unknown time zone and an invalid date", () => {
    expect(() => calendarDay(new Date("2026-03-08T00:00:00Z"), "Mars/Olympus")).toThrow(
      'The time zone must be an IANA time zone; it is "Mars/Olympus".',
    );
    expect(() => calendarDay(new Date("yesterday"), "UTC")).toThrow(PlanningInputError);
  });
});

describe("startOfDay", () => {
  it("is midnight in the zone, as in the docstring", () => {
    expect(startOfDay("2026-07-01", "America/New_York")).toEqual(new Date("2026-07-01T04:00:00Z"));
  });

  it("is the first moment of a day whose midnight the clocks skip", () => {
    // Beirut went from 2021-03-27 24:00 (+02:00) to 2021-03-28 01:00 (+03:00).
    expect(startOfDay("2021-03-28", "Asia/Beirut")).toEqual(new Date("2021-03-27T22:00:00Z"));
  });

  it("rejects an unknown time zone and a day that is not in the calendar", () => {
    expect(() => startOfDay("2026-07-01", "Mars/Olympus")).toThrow("IANA time zone");
    expect(() => startOfDay("2026-02-30", "UTC")).toThrow("calendar day");
  });
});

describe("addDays and daysBetween", () => {
  it.each([
    { day: "2026-02-15", days: 30, then: "2026-03-17" },
    { day: "2026-01-01", days: -1, then: "2025-12-31" },
    { day: "2028-02-28", days: 1, then: "2028-02-29" },
    { day: "2026-03-07", days: 2, then: "2026-03-09" },
    { day: "9999-12-30", days: 1, then: "9999-12-31" },
  ])("$days days after $day is $then", ({ day, days, then }) => {
    expect(addDays(day, days)).toBe(then);
    expect(daysBetween(day, then)).toBe(days);
  });

  it.each(["2026-02-30", "2026-2-3", "20260203", "2026-02-03T00:00", "", "today"])("rejects %j as a day", (day) => {
    expect(() => addDays(day, 1)).toThrow(PlanningInputError);
  });

  it("rejects a sum that four digits cannot write, and part of a day", () => {
    expect(() => addDays("9999-12-31", 1)).toThrow(PlanningInputError);
    expect(() => addDays("0000-01-01", -1)).toThrow(PlanningInputError);
    expect(() => addDays("2026-01-01", 0.5)).toThrow(PlanningInputError);
  });
});

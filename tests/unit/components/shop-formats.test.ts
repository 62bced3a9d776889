import { describe, expect, it } from "vitest";
import { createShopFormats, describeElapsed } from "~/components/shop-formats";
import { wordsOf } from "~/words/all-words.server";

const british = createShopFormats({ locale: "en-GB", timeZone: "America/New_York" }, wordsOf("en"));

describe("createShopFormats", () => {
  it("writes counts, rates and money in the locale and currency given", () => {
    expect(british.quantity(12_345)).toBe("12,345");
    expect(british.decimal(3.14159)).toBe("3.14");
    expect(british.decimal(0.0333333)).toBe("0.0333");
    expect(british.days(3.75)).toBe("3.8");
    expect(british.days(1234.5)).toBe("1,235");
    expect(british.money(1234.5, "USD")).toBe("US$1,234.50");
    expect(british.percent(0.975)).toBe("97.5%");
  });

  it("leaves a calendar day alone and puts an instant into the shop's time zone", () => {
    expect(british.day("2026-03-01")).toBe("1 Mar 2026");
    expect(british.instant("2026-03-01T03:30:00Z")).toBe("28 Feb 2026, 22:30");
  });
});

describe("age", () => {
  const now = "2026-03-10T12:00:00Z";
  it.each([
    ["2026-03-10T11:59:30Z", "just now"],
    ["2026-03-10T11:59:00Z", "1 minute ago"],
    ["2026-03-10T09:00:00Z", "3 hours ago"],
    ["2026-03-08T12:00:00Z", "2 days ago"],
    ["2026-03-10T12:00:05Z", "just now"],
  ])("says %s as %s", (instant, words) => {
    expect(british.age(instant, now)).toBe(words);
  });
});

describe("describeElapsed", () => {
  it.each([
    [7_400, "0:07"],
    [754_000, "12:34"],
    [3_723_000, "1:02:03"],
    [-200, "0:00"],
  ])("writes %i ms as %s", (elapsedMs, clock) => {
    expect(describeElapsed(elapsedMs)).toBe(clock);
  });
});

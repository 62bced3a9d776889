import { describe, expect, it } from "vitest";
import { drawSparkline, sizeOfSparkline } from "~/components/sparkline-path";
import { createShopFormats } from "~/components/shop-formats";
import { writeWeeklyDemand } from "~/components/weekly-demand-words";
import { wordsOf } from "~/words/all-words.server";
import { reorderRow } from "./reorder-rows";

describe("drawSparkline", () => {
  it("draws from 0 at the bottom to the largest value at the top, an interruption where none is known", () => {
    expect(drawSparkline([0, null, 2, 1])).toBe("M2 18h0M14 2 20 10");
    expect(drawSparkline([0, 0])).toBe("M2 18 8 18");
    expect(drawSparkline([null, 3, null])).toBe("M8 2h0");
    expect(drawSparkline([null, null])).toBe("");
    expect(sizeOfSparkline(13)).toEqual({ width: 76, height: 20 });
  });
});

describe("writeWeeklyDemand", () => {
  const write = (weeklyDemand: readonly (number | null)[] | undefined, language: "en" | "de" = "en") =>
    writeWeeklyDemand(
      { ...reorderRow(), ...(weeklyDemand && { weeklyDemand }) },
      createShopFormats({ locale: language, timeZone: "Europe/London" }, wordsOf(language)),
    );

  it.each([
    [[3, 18, 1_200], "Demand of the last 3 weeks: 3 to 1,200 a week, lately 1,200"],
    [[null, 0, 18, 12], "Demand of 3 of the last 4 weeks: 0 to 18 a week, lately 12"],
    [[3, 18, null], "Demand of 2 of the last 3 weeks: 3 to 18 a week"],
    [[4, 4], "Demand of the last 2 weeks: 4 each week"],
    [[0, 0], "Demand of the last 2 weeks: nothing sold"],
  ])("says in a sentence what the line shows: %j", (weeks, sentence) => {
    expect(write(weeks)).toBe(sentence);
  });

  it("says it in German, why there is none, and nothing before it has come", () => {
    expect(write([null, 3, 18, 12], "de")).toBe("Absatz in 3 der letzten 4 Wochen: 3 bis 18 pro Woche, zuletzt 12");
    expect(write([null, null])).toEqual({
      absence: "No whole week of its sales is known yet, or it was out of stock all the time.",
    });
    expect(write(undefined)).toBe("");
  });
});

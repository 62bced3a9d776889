import { expect, it } from "vitest";
import { joinStockouts } from "~/sync/join-stockouts";

it("joins days out of stock that follow each other, and leaves out days that had something at their begin", () => {
  const day = (date: string, startingUnits: number, endingUnits: number) => ({
    variantId: "7",
    day: date,
    startingUnits,
    endingUnits,
  });
  expect(
    joinStockouts([
      day("2026-03-09", 0, 0),
      day("2026-02-28", 3, 0),
      day("2026-03-01", 0, 0),
      day("2026-03-02", 0, -1),
      day("2026-03-10", 2, 0),
    ]),
  ).toEqual([
    {
      variantId: "7",
      firstDay: "2026-03-01",
      lastDay: "2026-03-02",
      availableAtBegin: 0,
      availableAtEnd: -1,
    },
    { variantId: "7", firstDay: "2026-03-09", lastDay: "2026-03-09", availableAtBegin: 0, availableAtEnd: 0 },
  ]);
});

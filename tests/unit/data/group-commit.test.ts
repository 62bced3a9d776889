import { expect, it } from "vitest";
import { groupWhileBusy } from "~/data/group-commit";

it("does at once what comes alone, and together what comes meanwhile, in order and not too much at a time", async () => {
  const groups: number[][] = [];
  const double = groupWhileBusy(async (numbers: readonly number[]) => {
    groups.push([...numbers]);
    await Promise.resolve();
    return numbers.map((number) => number * 2);
  }, 3);
  expect(await Promise.all([1, 2, 3, 4, 5].map(double))).toEqual([2, 4, 6, 8, 10]);
  expect(groups).toEqual([[1], [2, 3, 4], [5]]);
  expect(await double(6)).toBe(12);
});

it("lets one that fails fail alone", async () => {
  const invert = groupWhileBusy(async (numbers: readonly number[]) => {
    await Promise.resolve();
    if (numbers.includes(0)) throw new Error("There is no inverse of 0");
    return numbers.map((number) => 1 / number);
  }, 10);
  const outcomes = await Promise.allSettled([1, 2, 0, 4].map(invert));
  expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  expect(await invert(5)).toBe(0.2);
});

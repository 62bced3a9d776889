import { describe, expect, it } from "vitest";
import { calculateSafetyStock, zScore } from "~/planning/safety-stock";
import { relativeDifference } from "./relative-difference";

/** Roots of log erfc with 60 digits, by mpmath 1.2.1, to 20 digits. */
const QUANTILES: { serviceLevel: number; z: string }[] = [
  { serviceLevel: 0.5, z: "0.0" },
  { serviceLevel: 0.51, z: "0.025068908258711058033" },
  { serviceLevel: 0.575, z: "0.18911842627279237679" },
  { serviceLevel: 0.7, z: "0.52440051270804065631" },
  { serviceLevel: 0.84, z: "0.99445788320975303998" },
  { serviceLevel: 0.875, z: "1.1503493803760081783" },
  { serviceLevel: 0.91, z: "1.340755033690216571" },
  { serviceLevel: 0.93, z: "1.475791028179171099" },
  { serviceLevel: 0.96, z: "1.7506860712521695672" },
  { serviceLevel: 0.97575, z: "1.9729610513118849594" },
  { serviceLevel: 0.98, z: "2.0537489106318226861" },
  { serviceLevel: 0.9925, z: "2.4323790585844489665" },
  { serviceLevel: 0.9975, z: "2.8070337683438109838" },
  { serviceLevel: 0.999, z: "3.0902323061678132778" },
  { serviceLevel: 0.99995, z: "3.8905918864131206894" },
  { serviceLevel: 0.9999999, z: "5.1993375822906610937" },
  { serviceLevel: 0.9999999999, z: "6.3613408896974218642" },
  { serviceLevel: 0.999999999999999, z: "7.9414444874159788106" },
];

describe("zScore", () => {
  it.each(QUANTILES)("is the normal quantile of $serviceLevel to 1e-12", ({ serviceLevel, z }) => {
    expect(relativeDifference(zScore(serviceLevel), Number(z))).toBeLessThan(1e-12);
  });

  it("is what the docstring says", () => {
    expect(relativeDifference(zScore(0.95), 1.6448536269514729)).toBeLessThan(1e-15);
    expect(zScore(0.5)).toBe(0);
  });

  it("is the same when asked again", () => {
    expect(zScore(0.975)).toBe(zScore(0.975));
  });

  it.each([1, 0.49, 0, -1, 1.1, 95, NaN, Infinity])("rejects a service level of %d", (serviceLevel) => {
    expect(() => zScore(serviceLevel)).toThrow(
      `The service level must be at least 0.5 and less than 1; it is ${serviceLevel}.`,
    );
  });
});

describe("safety stock", () => {
  const inputs = {
    meanDailyDemand: 50,
    demandStdDev: 5,
    leadTimeDays: 6,
    leadTimeStdDevDays: 0,
    reviewPeriodDays: 0,
    serviceLevel: 0.9,
  };

  it("is z·σ·√L, as in the docstring", () => {
    expect(calculateSafetyStock(inputs)).toBeCloseTo(15.6957, 4);
  });

  it("takes lead time and review period together", () => {
    expect(calculateSafetyStock({ ...inputs, reviewPeriodDays: 3 })).toBe(
      calculateSafetyStock({ ...inputs, leadTimeDays: 9 }),
    );
  });

  it("grows with the variation of the lead time, which the review period does not have", () => {
    // z(0.9) = 1.2815515655446004; 9 days at σ = 5 are 225, 50 units a day at σ_L = 2 are 100² = 10000.
    expect(
      relativeDifference(
        calculateSafetyStock({ ...inputs, leadTimeStdDevDays: 2, reviewPeriodDays: 3 }),
        1.2815515655446004 * Math.sqrt(225 + 10_000),
      ),
    ).toBeLessThan(1e-14);
  });

  it("is 0 for even demand and a fixed lead time, and for a service level of one half", () => {
    expect(calculateSafetyStock({ ...inputs, demandStdDev: 0 })).toBe(0);
    expect(calculateSafetyStock({ ...inputs, serviceLevel: 0.5 })).toBe(0);
  });

  it.each([
    [{ demandStdDev: -1 }, "standard deviation of daily demand"],
    [{ demandStdDev: NaN }, "standard deviation of daily demand"],
    [{ meanDailyDemand: -1 }, "mean daily demand"],
    [{ leadTimeStdDevDays: -1 }, "standard deviation of the lead time"],
    [{ leadTimeDays: 0 }, "lead time in days"],
    [{ serviceLevel: 1 }, "service level"],
  ])("rejects %j", (change, message) => {
    expect(() => calculateSafetyStock({ ...inputs, ...change })).toThrow(message);
  });
});

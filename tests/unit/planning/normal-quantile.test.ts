import { describe, expect, it } from "vitest";
import { normalQuantile } from "~/planning/normal-quantile";
import { relativeDifference } from "./relative-difference";

/** Roots of log erfc with 60 digits, by mpmath 1.2.1, to 20 digits. */
const QUANTILES: [probability: number, z: string][] = [
  [1e-300, "-37.047096299361199237"],
  [1e-50, "-14.933337534788488981"],
  [1e-16, "-8.2220822161304356152"],
  [1e-10, "-6.3613409024040561991"],
  [1e-7, "-5.19933758219281694"],
  [5e-5, "-3.8905918864130939554"],
  [0.001, "-3.0902323061678135354"],
  [0.01, "-2.3263478740408410931"],
  [0.024, "-1.9773684281819467033"],
  [0.03, "-1.8807936081512509552"],
  [0.06, "-1.5547735945968535597"],
  [0.08, "-1.4050715603096325447"],
  [0.15, "-1.0364333894937896035"],
  [0.3, "-0.52440051270804081597"],
  [0.425, "-0.18911842627279251844"],
  [0.49, "-0.025068908258711058033"],
  [0.5, "0.0"],
  [0.51, "0.025068908258711058033"],
  [0.575, "0.18911842627279237679"],
  [0.7, "0.52440051270804065631"],
  [0.84, "0.99445788320975303998"],
  [0.875, "1.1503493803760081783"],
  [0.91, "1.340755033690216571"],
  [0.93, "1.475791028179171099"],
  [0.96, "1.7506860712521695672"],
  [0.97575, "1.9729610513118849594"],
  [0.98, "2.0537489106318226861"],
  [0.9925, "2.4323790585844489665"],
  [0.9975, "2.8070337683438109838"],
  [0.999, "3.0902323061678132778"],
  [0.99995, "3.8905918864131206894"],
  [0.9999999, "5.1993375822906610937"],
  [0.9999999999, "6.3613408896974218642"],
  [0.999999999999999, "7.9414444874159788106"],
];

describe("the normal quantile", () => {
  it.each(QUANTILES)("of %d is %s, to 1e-12", (probability, z) => {
    expect(relativeDifference(normalQuantile(probability), Number(z))).toBeLessThan(1e-12);
  });

  it("is as exact at both ends of what is asked of it: 1e-12 and 1 − 1e-12", () => {
    // 1 − 1e-12 as a double is 1 − 1.00000000002876e-12, so its quantile is not the other's mirror image.
    expect(relativeDifference(normalQuantile(1e-12), -7.034483825301132)).toBeLessThan(1e-12);
    expect(relativeDifference(normalQuantile(2 ** -40), -normalQuantile(1 - 2 ** -40))).toBeLessThan(1e-15);
  });

  it.each([0, 1, -0.1, 1.1, NaN])("does not exist for a probability of %d", (probability) => {
    expect(() => normalQuantile(probability)).toThrow(/probability must be more than 0 and less than 1/);
  });
});

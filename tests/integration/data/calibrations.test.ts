import { describe, expect, it } from "vitest";
import { readCalibration, readCalibrationState, storeCalibration } from "~/data/calibrations";
import { inTransaction } from "~/data/transaction";
import { pool } from "~/db.server";
import { CALIBRATION_GROUPS, type Calibration } from "~/planning/calibration";

const shop = "gift-shop.myshopify.com";
const computedAt = new Date("2026-11-25T01:30:00Z");
const calibration: Calibration = {
  targets: [0.9, 0.95],
  safetyFactors: Object.fromEntries(
    CALIBRATION_GROUPS.map((group, index) => [group, [index, index + 0.5]]),
  ) as unknown as Calibration["safetyFactors"],
  demandLevel: 1.04,
  replayedLeadTimes: 12_345,
};

const store = (stored: Calibration | null) =>
  inTransaction((transaction) =>
    storeCalibration(shop, transaction, { calibration: stored, windowEnd: "2026-11-24", computedAt }),
  );

describe("a shop's calibration", () => {
  it("is read as it was stored, by its shop alone", async () => {
    expect(await readCalibration(shop)).toBeNull();
    expect(await readCalibrationState(shop)).toBe("not-replayed");
    await store(calibration);
    expect(await readCalibrationState(shop)).toBe("ready");
    expect(await readCalibration(shop)).toEqual(calibration);
    expect(await readCalibration("other-shop.myshopify.com")).toBeNull();
  });

  it("gives way to none when the history is too thin for another", async () => {
    await store(calibration);
    await store(null);
    expect(await readCalibration(shop)).toBeNull();
    expect(await readCalibrationState(shop)).toBe("too-thin");
  });

  it("counts as none when it lacks a group of items", async () => {
    await store(calibration);
    await pool.query("UPDATE calibrations SET calibration = calibration #- '{safetyFactors,lumpy slow}'");
    expect(await readCalibration(shop)).toBeNull();
    expect(await readCalibrationState(shop)).toBe("not-replayed");
  });
});

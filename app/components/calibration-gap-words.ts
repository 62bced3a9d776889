import type { CalibrationGap } from "~/planning/calibration";

/** Why a plan is by the formula though the calibrated method was asked for. */
export const CALIBRATION_GAP_WORDS: Readonly<Record<CalibrationGap, string>> = {
  "no-calibration": "This is the formula for normal demand: your shop's history is still too short to calibrate it.",
  "no-sales": "This is the formula for normal demand: without a sale there is nothing to calibrate.",
  "short-history": "This is the formula for normal demand: two lead times of history are needed to calibrate it.",
};

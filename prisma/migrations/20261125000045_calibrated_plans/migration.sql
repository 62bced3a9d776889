-- What the calibrated method adds to the explanation of a plan. Older plans show no factor until they are made anew.
ALTER TABLE "plans"
  ADD COLUMN "calibration_gap" TEXT,
  ADD COLUMN "lead_time_demand_std_dev" DOUBLE PRECISION,
  ADD COLUMN "safety_factor" DOUBLE PRECISION,
  ADD COLUMN "demand_level" DOUBLE PRECISION NOT NULL DEFAULT 1;

-- What a shop's replayed history teaches its calibrated plans; one a shop. NULL while too few lead times were over.
CREATE TABLE "calibrations" (
    "shop" TEXT NOT NULL,
    "calibration" JSONB,
    "window_end" DATE NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calibrations_pkey" PRIMARY KEY ("shop")
);

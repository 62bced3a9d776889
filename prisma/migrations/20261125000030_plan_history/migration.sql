-- What a variant's plan was from a day on, a row for each day on which it became another one.
CREATE TABLE "plan_history" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "mean_daily_demand" DOUBLE PRECISION,
    "reorder_point" INTEGER,
    "order_up_to_level" INTEGER,
    "lead_time_days" DOUBLE PRECISION NOT NULL,
    "lead_time_std_dev_days" DOUBLE PRECISION NOT NULL,
    "review_period_days" DOUBLE PRECISION NOT NULL,
    "service_level" DOUBLE PRECISION NOT NULL,
    "coverage_days" DOUBLE PRECISION NOT NULL,
    "minimum_order_quantity" INTEGER NOT NULL,
    "pack_size" INTEGER NOT NULL,
    "method" TEXT NOT NULL,

    CONSTRAINT "plan_history_pkey" PRIMARY KEY ("shop","variant_id","day")
);

CREATE INDEX "plan_history_shop_day_idx" ON "plan_history"("shop", "day");

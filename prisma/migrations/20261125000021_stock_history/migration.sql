-- When each variant had how much to sell, as changes: a day without a row goes on with what the last one ended with.
CREATE TABLE "stock_days" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "available_at_begin" INTEGER,
    "available_at_end" INTEGER,
    "lowest_available" INTEGER NOT NULL,

    CONSTRAINT "stock_days_pkey" PRIMARY KEY ("shop","variant_id","day")
);

ALTER TABLE "shops" ADD COLUMN "stock_known_from" DATE,
ADD COLUMN "stock_observed_at" TIMESTAMPTZ(3);

ALTER TABLE "plans" ADD COLUMN "out_of_stock_days" INTEGER NOT NULL DEFAULT 0;

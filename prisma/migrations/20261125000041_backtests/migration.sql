-- What a shop's history says of its plans, replay by replay.
CREATE TABLE "backtests" (
    "shop" TEXT NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,
    "window_end" DATE NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "backtests_pkey" PRIMARY KEY ("shop","computed_at")
);

-- What the latest of them says of each item.
CREATE TABLE "item_backtests" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "promised" DOUBLE PRECISION NOT NULL,
    "lead_times" INTEGER NOT NULL,
    "methods" JSONB NOT NULL,

    CONSTRAINT "item_backtests_pkey" PRIMARY KEY ("shop","variant_id")
);

-- What is left of the points at which Shopify's Admin API charges a shop's requests: one account for all processes.
CREATE TABLE "api_budgets" (
    "shop" TEXT NOT NULL,
    "available" DOUBLE PRECISION NOT NULL,
    "maximum" DOUBLE PRECISION NOT NULL,
    "restore_rate" DOUBLE PRECISION NOT NULL,
    "as_of" TIMESTAMPTZ(6) NOT NULL,
    "waiting_until" TIMESTAMPTZ(6),
    "page_needs" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "page_waiting_until" TIMESTAMPTZ(6),
    "spent" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[],
    "spent_span" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "api_budgets_pkey" PRIMARY KEY ("shop")
);

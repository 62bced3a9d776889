-- What Shopify told of a shop's changes: each delivery once, until some days after it was acted on.
CREATE TABLE "webhook_deliveries" (
    "shop" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT,
    "api_version" TEXT,
    "subject_id" BIGINT,
    "triggered_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB,
    "unexpected" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "processed_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("shop","webhook_id")
);

CREATE INDEX "webhook_deliveries_shop_subject_id_triggered_at_idx" ON "webhook_deliveries"("shop", "subject_id", "triggered_at");

-- What waits, in its order, and what nobody will work on any more: few rows of many.
CREATE INDEX "webhook_deliveries_pending_idx" ON "webhook_deliveries"("shop", "triggered_at") WHERE "status" = 'pending';
CREATE INDEX "webhook_deliveries_left_over_idx" ON "webhook_deliveries"("shop", "status") WHERE "status" IN ('failed', 'unexpected');

-- Orders that are gone for good, whatever an older message or export still says of them.
CREATE TABLE "deleted_orders" (
    "shop" TEXT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "deleted_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "deleted_orders_pkey" PRIMARY KEY ("shop","order_id")
);

-- One process at a time works on a shop's deliveries, as long as it renews its claim.
ALTER TABLE "shops" ADD COLUMN "deliveries_claimed_until" TIMESTAMPTZ(3);

-- A level of which Shopify told the available quantity alone; the others are as they were before.
ALTER TABLE "inventory_levels" ADD COLUMN "incomplete" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "inventory_levels_incomplete_idx" ON "inventory_levels"("shop", "updated_at") WHERE "incomplete";

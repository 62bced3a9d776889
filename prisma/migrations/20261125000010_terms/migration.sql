-- Terms of planning below the shop's settings: what a vendor agrees to, what it agrees to for one variant, and what the
-- merchant wants for one variant. NULL: not set here, so the next level's holds.
ALTER TABLE "vendors"
    ADD COLUMN "lead_time_days" DOUBLE PRECISION,
    ADD COLUMN "lead_time_std_dev_days" DOUBLE PRECISION,
    ADD COLUMN "review_period_days" DOUBLE PRECISION,
    ADD COLUMN "service_level" DOUBLE PRECISION,
    ADD COLUMN "coverage_days" DOUBLE PRECISION;

CREATE TABLE "vendor_items" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "preferred" BOOLEAN NOT NULL DEFAULT false,
    "vendor_sku" TEXT,
    "unit_cost" DECIMAL(20,4),
    "lead_time_days" DOUBLE PRECISION,
    "minimum_order_quantity" INTEGER,
    "pack_size" INTEGER,

    CONSTRAINT "vendor_items_pkey" PRIMARY KEY ("shop","vendor_id","variant_id")
);

CREATE INDEX "vendor_items_shop_variant_id_idx" ON "vendor_items"("shop", "variant_id");

-- A variant is ordered from one vendor. (Prisma can't express a partial index.)
CREATE UNIQUE INDEX "vendor_items_shop_variant_id_preferred_key" ON "vendor_items"("shop", "variant_id") WHERE "preferred";

CREATE TABLE "item_policies" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "lead_time_days" DOUBLE PRECISION,
    "lead_time_std_dev_days" DOUBLE PRECISION,
    "review_period_days" DOUBLE PRECISION,
    "service_level" DOUBLE PRECISION,
    "coverage_days" DOUBLE PRECISION,
    "minimum_order_quantity" INTEGER,
    "pack_size" INTEGER,
    "method" TEXT,

    CONSTRAINT "item_policies_pkey" PRIMARY KEY ("shop","variant_id")
);

CREATE TABLE "audit_entries" (
    "shop" TEXT NOT NULL,
    "entry_id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT,
    "subject" TEXT NOT NULL,
    "subject_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "old_value" JSONB,
    "new_value" JSONB,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("shop","entry_id")
);

-- What was changed of one thing, the latest first.
CREATE INDEX "audit_entries_shop_subject_subject_id_entry_id_idx" ON "audit_entries"("shop", "subject", "subject_id", "entry_id");

-- The level of each term that is not the shop's; plans of before had none.
ALTER TABLE "plans" ADD COLUMN "term_sources" JSONB NOT NULL DEFAULT '{}';

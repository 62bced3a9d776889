-- What is known of a vendor besides its terms.
ALTER TABLE "vendors"
    ADD COLUMN "email" TEXT,
    ADD COLUMN "currency" TEXT,
    ADD COLUMN "exchange_rate" DOUBLE PRECISION,
    ADD COLUMN "minimum_order_value" DECIMAL(20,4),
    ADD COLUMN "notes" TEXT,
    ADD COLUMN "split_from" BIGINT,
    ADD COLUMN "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    ADD COLUMN "archived_at" TIMESTAMPTZ(3);

-- Every name by which a vendor is known; one vendor can have several.
CREATE TABLE "vendor_names" (
    "shop" TEXT NOT NULL,
    "normalized_name" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "from_shopify" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "vendor_names_pkey" PRIMARY KEY ("shop","normalized_name")
);

CREATE INDEX "vendor_names_shop_vendor_id_idx" ON "vendor_names"("shop", "vendor_id");

INSERT INTO "vendor_names" ("shop", "normalized_name", "vendor_id", "from_shopify")
SELECT "shop", "normalized_name", "vendor_id", true FROM "vendors";

DROP INDEX "vendors_shop_normalized_name_key";
ALTER TABLE "vendors" DROP COLUMN "normalized_name";

-- From now on a variant's vendor is the one of its preferred vendor item, also where Shopify names it.
INSERT INTO "vendor_items" ("shop", "vendor_id", "variant_id", "preferred")
SELECT "shop", "vendor_id", "variant_id", true FROM "variants"
WHERE "vendor_id" IS NOT NULL AND NOT EXISTS (
    SELECT FROM "vendor_items" AS "item"
    WHERE "item"."shop" = "variants"."shop" AND "item"."variant_id" = "variants"."variant_id" AND "item"."preferred"
)
ON CONFLICT ("shop", "vendor_id", "variant_id") DO UPDATE SET "preferred" = true;

CREATE INDEX "vendor_items_shop_vendor_id_vendor_sku_idx" ON "vendor_items"("shop", "vendor_id", "vendor_sku");

-- The import of a mapping that made a change.
ALTER TABLE "audit_entries" ADD COLUMN "import_id" TEXT;
CREATE INDEX "audit_entries_shop_import_id_idx" ON "audit_entries"("shop", "import_id") WHERE "import_id" IS NOT NULL;

-- Variants whose plans have to be made anew, since what they rest on was changed.
CREATE TABLE "replan_requests" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "request_id" BIGSERIAL NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "replan_requests_pkey" PRIMARY KEY ("shop","variant_id")
);

-- Quantities that the merchant put in the place of the suggested ones, for the next order.
CREATE TABLE "order_edits" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "quantity" INTEGER NOT NULL,
    "suggested_quantity" INTEGER,
    "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,

    CONSTRAINT "order_edits_pkey" PRIMARY KEY ("shop","vendor_id","variant_id")
);

-- Files that state who supplies what.
CREATE TABLE "mapping_imports" (
    "shop" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "actor_name" TEXT,
    "status" TEXT NOT NULL,
    "rows_read" INTEGER NOT NULL DEFAULT 0,
    "summary" JSONB,
    "refusal" TEXT,
    "seen_entry_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "mapping_imports_pkey" PRIMARY KEY ("shop","import_id")
);

CREATE INDEX "mapping_imports_shop_created_at_idx" ON "mapping_imports"("shop", "created_at");

CREATE TABLE "mapping_import_rows" (
    "shop" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "sku" TEXT,
    "barcode" TEXT,
    "given_variant_id" BIGINT,
    "vendor" TEXT,
    "normalized_vendor" TEXT,
    "vendor_sku" TEXT,
    "unit_cost" DECIMAL(20,4),
    "minimum_order_quantity" INTEGER,
    "pack_size" INTEGER,
    "lead_time_days" DOUBLE PRECISION,
    "preferred" BOOLEAN,
    "remove" BOOLEAN NOT NULL DEFAULT false,
    "variant_id" BIGINT,
    "vendor_id" BIGINT,
    "action" TEXT,

    CONSTRAINT "mapping_import_rows_pkey" PRIMARY KEY ("shop","import_id","line")
);

CREATE TABLE "mapping_import_faults" (
    "shop" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "fault_id" BIGSERIAL NOT NULL,
    "line" INTEGER NOT NULL,
    "column_name" TEXT NOT NULL,
    "value" TEXT,
    "reason" TEXT NOT NULL,

    CONSTRAINT "mapping_import_faults_pkey" PRIMARY KEY ("shop","import_id","fault_id")
);

CREATE INDEX "mapping_import_faults_shop_import_id_line_fault_id_idx" ON "mapping_import_faults"("shop", "import_id", "line", "fault_id");

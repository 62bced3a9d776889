-- Made by `prisma migrate diff` from schema.prisma, with one addition that Prisma can't express: the texts that lists
-- sort by compare byte by byte (COLLATE "C"), so that keyset paging orders them alike on every server and in PGlite.

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT,
    "collaborator" BOOLEAN DEFAULT false,
    "emailVerified" BOOLEAN DEFAULT false,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shops" (
    "shop" TEXT NOT NULL,
    "name" TEXT,
    "time_zone" TEXT,
    "currency" TEXT,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "orders_known_from" DATE,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),

    CONSTRAINT "shops_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "locations" (
    "shop" TEXT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "counts_in_planning" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("shop","location_id")
);

-- CreateTable
CREATE TABLE "variants" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "product_title" TEXT NOT NULL,
    "variant_title" TEXT,
    "sku" TEXT,
    "barcode" TEXT,
    "shopify_vendor" TEXT,
    "vendor_id" BIGINT,
    "inventory_item_id" BIGINT NOT NULL,
    "tracked" BOOLEAN NOT NULL,
    "unit_cost" DECIMAL(20,4),
    "price" DECIMAL(20,4),
    "image_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "variants_pkey" PRIMARY KEY ("shop","variant_id")
);

-- CreateTable
CREATE TABLE "inventory_levels" (
    "shop" TEXT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "location_id" BIGINT NOT NULL,
    "available" INTEGER NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "committed" INTEGER NOT NULL,
    "incoming" INTEGER NOT NULL,
    "reserved" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inventory_levels_pkey" PRIMARY KEY ("shop","inventory_item_id","location_id")
);

-- CreateTable
CREATE TABLE "order_lines" (
    "shop" TEXT NOT NULL,
    "order_line_id" BIGINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "day" DATE NOT NULL,
    "units" INTEGER NOT NULL,
    "cancelled" BOOLEAN NOT NULL,
    "test" BOOLEAN NOT NULL,
    "order_updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_lines_pkey" PRIMARY KEY ("shop","order_line_id")
);

-- CreateTable
CREATE TABLE "daily_demand" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "units" INTEGER NOT NULL,
    "orders" INTEGER NOT NULL,

    CONSTRAINT "daily_demand_pkey" PRIMARY KEY ("shop","variant_id","day")
);

-- CreateTable
CREATE TABLE "vendors" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGSERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "normalized_name" TEXT NOT NULL,

    CONSTRAINT "vendors_pkey" PRIMARY KEY ("shop","vendor_id")
);

-- CreateTable
CREATE TABLE "plans" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "sku" TEXT COLLATE "C",
    "product_title" TEXT NOT NULL,
    "variant_title" TEXT,
    "barcode" TEXT,
    "image_url" TEXT,
    "vendor_id" BIGINT,
    "vendor" TEXT,
    "vendor_sku" TEXT,
    "search_text" TEXT NOT NULL,
    "sort_title" TEXT COLLATE "C" NOT NULL,
    "status" TEXT NOT NULL,
    "available" INTEGER NOT NULL,
    "on_hand" INTEGER NOT NULL,
    "committed" INTEGER NOT NULL,
    "incoming" INTEGER NOT NULL,
    "mean_daily_demand" DOUBLE PRECISION,
    "demand_std_dev" DOUBLE PRECISION,
    "observed_days" INTEGER NOT NULL,
    "units_sold" INTEGER NOT NULL,
    "lead_time_days" DOUBLE PRECISION NOT NULL,
    "lead_time_std_dev_days" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "review_period_days" DOUBLE PRECISION NOT NULL,
    "service_level" DOUBLE PRECISION NOT NULL,
    "coverage_days" DOUBLE PRECISION NOT NULL,
    "method" TEXT NOT NULL,
    "lead_time_demand" DOUBLE PRECISION,
    "safety_stock" DOUBLE PRECISION,
    "exact_reorder_point" DOUBLE PRECISION,
    "reorder_point" INTEGER,
    "order_up_to_level" INTEGER,
    "suggested_order_quantity" INTEGER,
    "pack_size" INTEGER NOT NULL DEFAULT 1,
    "minimum_order_quantity" INTEGER NOT NULL DEFAULT 0,
    "unit_cost" DECIMAL(20,4),
    "order_value" DECIMAL(20,4),
    "currency" TEXT NOT NULL,
    "days_of_cover" DOUBLE PRECISION,
    "projected_stockout_date" DATE,
    "velocity_decile" INTEGER,
    "window_end" DATE NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plans_pkey" PRIMARY KEY ("shop","variant_id")
);

-- CreateTable
CREATE TABLE "sync_runs" (
    "shop" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "objects" INTEGER NOT NULL DEFAULT 0,
    "state" JSONB NOT NULL DEFAULT '{}',
    "error_code" TEXT,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("shop","run_id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "shop" TEXT NOT NULL,
    "token_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "can_write" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("shop","token_id")
);

-- CreateTable
CREATE TABLE "download_tickets" (
    "shop" TEXT NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "download_tickets_pkey" PRIMARY KEY ("shop","ticket_id")
);

-- CreateIndex
CREATE INDEX "sessions_shop_idx" ON "sessions"("shop");

-- CreateIndex
CREATE INDEX "variants_shop_inventory_item_id_idx" ON "variants"("shop", "inventory_item_id");

-- CreateIndex
CREATE INDEX "inventory_levels_shop_location_id_inventory_item_id_idx" ON "inventory_levels"("shop", "location_id", "inventory_item_id");

-- CreateIndex
CREATE INDEX "order_lines_shop_variant_id_day_idx" ON "order_lines"("shop", "variant_id", "day");

-- CreateIndex
CREATE INDEX "order_lines_shop_order_id_idx" ON "order_lines"("shop", "order_id");

-- CreateIndex
CREATE INDEX "daily_demand_shop_day_idx" ON "daily_demand"("shop", "day");

-- CreateIndex
CREATE UNIQUE INDEX "vendors_shop_normalized_name_key" ON "vendors"("shop", "normalized_name");

-- CreateIndex
CREATE INDEX "plans_shop_suggested_order_quantity_variant_id_idx" ON "plans"("shop", "suggested_order_quantity", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_order_value_variant_id_idx" ON "plans"("shop", "order_value", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_days_of_cover_variant_id_idx" ON "plans"("shop", "days_of_cover", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_available_variant_id_idx" ON "plans"("shop", "available", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_on_hand_variant_id_idx" ON "plans"("shop", "on_hand", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_committed_variant_id_idx" ON "plans"("shop", "committed", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_incoming_variant_id_idx" ON "plans"("shop", "incoming", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_mean_daily_demand_variant_id_idx" ON "plans"("shop", "mean_daily_demand", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_demand_std_dev_variant_id_idx" ON "plans"("shop", "demand_std_dev", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_units_sold_variant_id_idx" ON "plans"("shop", "units_sold", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_lead_time_days_variant_id_idx" ON "plans"("shop", "lead_time_days", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_safety_stock_variant_id_idx" ON "plans"("shop", "safety_stock", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_reorder_point_variant_id_idx" ON "plans"("shop", "reorder_point", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_order_up_to_level_variant_id_idx" ON "plans"("shop", "order_up_to_level", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_velocity_decile_variant_id_idx" ON "plans"("shop", "velocity_decile", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_sku_variant_id_idx" ON "plans"("shop", "sku", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_sort_title_variant_id_idx" ON "plans"("shop", "sort_title", "variant_id");

-- CreateIndex
CREATE INDEX "plans_shop_vendor_id_idx" ON "plans"("shop", "vendor_id");

-- CreateIndex
CREATE INDEX "sync_runs_shop_kind_started_at_idx" ON "sync_runs"("shop", "kind", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_shop_secret_hash_key" ON "api_tokens"("shop", "secret_hash");


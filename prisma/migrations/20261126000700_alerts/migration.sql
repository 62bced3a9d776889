-- Whom a shop's staff has told what is running out, and when: what to tell is a shop's settings, what was told stands per variant,
-- so that nothing is told twice until it changes, and every message has its row, so that it is sent once.
CREATE TABLE "alert_settings" (
    "shop" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "webhook_url" TEXT,
    "webhook_secret" TEXT,
    "next_digest_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),
    "looked_version" BIGINT,
    "news_seen_at" TIMESTAMPTZ(3),

    CONSTRAINT "alert_settings_pkey" PRIMARY KEY ("shop")
);

CREATE TABLE "alerted_items" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "untold" BOOLEAN NOT NULL,

    CONSTRAINT "alerted_items_pkey" PRIMARY KEY ("shop","variant_id")
);
CREATE INDEX "alerted_items_shop_since_idx" ON "alerted_items"("shop", "since");
CREATE INDEX "alerted_items_untold" ON "alerted_items"("shop") WHERE untold;

CREATE TABLE "alert_digests" (
    "shop" TEXT NOT NULL,
    "digest_id" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "is_test" BOOLEAN NOT NULL,
    "content" JSONB NOT NULL,

    CONSTRAINT "alert_digests_pkey" PRIMARY KEY ("shop","digest_id")
);
CREATE INDEX "alert_digests_shop_made_at_idx" ON "alert_digests"("shop", "made_at");

CREATE TABLE "alert_deliveries" (
    "shop" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "digest_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "recipient" TEXT,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "fault_detail" TEXT,

    CONSTRAINT "alert_deliveries_pkey" PRIMARY KEY ("shop","delivery_id")
);
CREATE INDEX "alert_deliveries_shop_made_at_idx" ON "alert_deliveries"("shop", "made_at");
CREATE INDEX "alert_deliveries_pending" ON "alert_deliveries"("shop", "due_at") WHERE status = 'pending';

-- When Shopify delivered last, and what came in the last hour, among the deliveries of a week.
CREATE INDEX "webhook_deliveries_shop_received_at_idx" ON "webhook_deliveries"("shop", "received_at");

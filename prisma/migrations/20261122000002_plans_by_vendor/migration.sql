-- The vendor view's CSV reads every plan grouped by vendor, batch by batch; by code point, the same on every server.
CREATE INDEX "plans_shop_vendor_variant_id_idx" ON "plans"("shop", "vendor" COLLATE "C", "variant_id");

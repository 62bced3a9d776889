-- What a vendor's order adds up of its plans, and sorts them by, is read from the index alone. Each of its columns was in an
-- index before, so plans are written no more often than they were.
DROP INDEX "plans_shop_vendor_id_idx";
CREATE INDEX "plans_shop_vendor_id_variant_id_suggested_order_quantity_so_idx"
    ON "plans"("shop", "vendor_id", "variant_id", "suggested_order_quantity", "sort_title");

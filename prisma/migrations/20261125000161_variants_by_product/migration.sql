-- A product's webhook comes with every sale; its variants are looked for among a hundred thousand.
CREATE INDEX "variants_shop_product_id_idx" ON "variants"("shop", "product_id");

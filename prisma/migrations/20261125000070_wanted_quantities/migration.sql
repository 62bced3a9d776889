-- What was entered before it was rounded to what the vendor sells at once, so that the order can say why it is more.
ALTER TABLE "order_edits" ADD COLUMN "wanted_quantity" INTEGER;
UPDATE "order_edits" SET "wanted_quantity" = "quantity";
ALTER TABLE "order_edits" ALTER COLUMN "wanted_quantity" SET NOT NULL;

-- Since when Shopify does not accept the app's access to the shop, without the app having been removed.
ALTER TABLE "shops" ADD COLUMN "access_lost_at" TIMESTAMPTZ(3);

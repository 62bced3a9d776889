-- Each pull writes every variant again, and a first one twice, once its vendor is known: without touching an index, as long
-- as its page has room for the next version.
ALTER TABLE "variants" SET (fillfactor = 50);

-- Demand is read variant by variant; this index was written with every day of every variant, and read by nobody.
DROP INDEX "daily_demand_shop_day_idx";

-- How old a shop's oldest plan can be, at the price of one row.
ALTER TABLE "shops"
    ADD COLUMN "planned_at" TIMESTAMPTZ(3),
    ADD COLUMN "planned_window_end" DATE;

UPDATE "shops" SET "planned_at" = "oldest"."planned_at", "planned_window_end" = "oldest"."window_end"
FROM (
    SELECT "shop", min("planned_at") AS "planned_at", min("window_end") AS "window_end" FROM "plans" GROUP BY "shop"
) AS "oldest"
WHERE "oldest"."shop" = "shops"."shop";

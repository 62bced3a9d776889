-- The few plans that a filter keeps, whatever they are sorted by.
CREATE INDEX "plans_shop_status_demand_class_velocity_decile_idx"
    ON "plans"("shop", "status", "demand_class", "velocity_decile");

-- A plan that stays as it was, but for the time of its making, is written without touching an index, as long as its page has
-- room for the next version.
ALTER TABLE "plans" SET (fillfactor = 50);

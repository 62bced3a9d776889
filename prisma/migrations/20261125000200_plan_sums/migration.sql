-- What lists say of all their rows, kept up to date by whatever writes plans, in the same transaction: a shop's sums fit on
-- some hundred rows, whatever the size of its catalogue. 0 stands for plans without a decile, or without a vendor.
CREATE TABLE "plan_sums" (
    "shop" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "demand_class" TEXT NOT NULL,
    "velocity_decile" INTEGER NOT NULL,
    "skus" INTEGER NOT NULL,
    "skus_to_reorder" INTEGER NOT NULL,
    "units_to_order" BIGINT NOT NULL,
    "order_value" DECIMAL(24,4) NOT NULL,
    "skus_to_reorder_without_cost" INTEGER NOT NULL,
    "out_of_stock" INTEGER NOT NULL,
    "units_sold" BIGINT NOT NULL,

    CONSTRAINT "plan_sums_pkey" PRIMARY KEY ("shop","status","demand_class","velocity_decile")
) WITH (fillfactor = 50);

CREATE TABLE "vendor_plan_sums" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "skus" INTEGER NOT NULL,
    "skus_to_reorder" INTEGER NOT NULL,
    "units_to_order" BIGINT NOT NULL,
    "order_value" DECIMAL(24,4) NOT NULL,
    "skus_to_reorder_without_cost" INTEGER NOT NULL,
    "out_of_stock" INTEGER NOT NULL,

    CONSTRAINT "vendor_plan_sums_pkey" PRIMARY KEY ("shop","vendor_id")
) WITH (fillfactor = 50);

-- Both statements read rows of plans with a sign, 1 for what came and -1 for what went, and write only the sums that differ
-- afterwards. Every writer takes the sums in the same order, so that two of them never wait for each other.
DO $migration$
DECLARE
    compared CONSTANT text := '%1$s.vendor_id, %1$s.status, %1$s.demand_class, %1$s.velocity_decile,
        %1$s.suggested_order_quantity, %1$s.order_value, %1$s.units_sold';
    sums CONSTANT text := $sql$
        sum(sign) AS skus,
        coalesce(sum(sign) FILTER (WHERE suggested_order_quantity > 0), 0) AS skus_to_reorder,
        coalesce(sum(sign * suggested_order_quantity) FILTER (WHERE suggested_order_quantity > 0), 0) AS units_to_order,
        coalesce(sum(sign * order_value) FILTER (WHERE suggested_order_quantity > 0), 0) AS order_value,
        coalesce(sum(sign) FILTER (WHERE suggested_order_quantity > 0 AND order_value IS NULL), 0)
            AS skus_to_reorder_without_cost,
        coalesce(sum(sign) FILTER (WHERE status = 'out-of-stock'), 0) AS out_of_stock$sql$;
    add_changes CONSTANT text := $sql$
        INSERT INTO plan_sums AS stored
        SELECT * FROM (
            SELECT shop, status, demand_class, coalesce(velocity_decile, 0) AS velocity_decile,$sql$ || sums || $sql$,
                coalesce(sum(sign * units_sold), 0) AS units_sold
            FROM (%1$s) AS changed
            GROUP BY shop, status, demand_class, velocity_decile
        ) AS change
        WHERE (skus, skus_to_reorder, units_to_order, order_value, skus_to_reorder_without_cost, out_of_stock, units_sold)
            <> (0, 0, 0, 0, 0, 0, 0)
        ORDER BY shop, status, demand_class, velocity_decile
        ON CONFLICT (shop, status, demand_class, velocity_decile) DO UPDATE SET
            skus = stored.skus + excluded.skus,
            skus_to_reorder = stored.skus_to_reorder + excluded.skus_to_reorder,
            units_to_order = stored.units_to_order + excluded.units_to_order,
            order_value = stored.order_value + excluded.order_value,
            skus_to_reorder_without_cost = stored.skus_to_reorder_without_cost + excluded.skus_to_reorder_without_cost,
            out_of_stock = stored.out_of_stock + excluded.out_of_stock,
            units_sold = stored.units_sold + excluded.units_sold;
        INSERT INTO vendor_plan_sums AS stored
        SELECT * FROM (
            SELECT shop, coalesce(vendor_id, 0) AS vendor_id,$sql$ || sums || $sql$
            FROM (%1$s) AS changed
            GROUP BY shop, vendor_id
        ) AS change
        WHERE (skus, skus_to_reorder, units_to_order, order_value, skus_to_reorder_without_cost, out_of_stock)
            <> (0, 0, 0, 0, 0, 0)
        ORDER BY shop, vendor_id
        ON CONFLICT (shop, vendor_id) DO UPDATE SET
            skus = stored.skus + excluded.skus,
            skus_to_reorder = stored.skus_to_reorder + excluded.skus_to_reorder,
            units_to_order = stored.units_to_order + excluded.units_to_order,
            order_value = stored.order_value + excluded.order_value,
            skus_to_reorder_without_cost = stored.skus_to_reorder_without_cost + excluded.skus_to_reorder_without_cost,
            out_of_stock = stored.out_of_stock + excluded.out_of_stock;$sql$;
    event text;
    changed text;
BEGIN
    FOR event, changed IN VALUES
        ('insert', 'SELECT 1 AS sign, came.* FROM came'),
        ('delete', 'SELECT -1 AS sign, gone.* FROM gone'),
        -- Most plans of a replan change in nothing that is summed.
        ('update', 'SELECT change.* FROM gone JOIN came USING (shop, variant_id)
            CROSS JOIN LATERAL (VALUES
                (1, shop, ' || format(compared, 'came') || '),
                (-1, shop, ' || format(compared, 'gone') || ')
            ) AS change (sign, shop, vendor_id, status, demand_class, velocity_decile, suggested_order_quantity,
                order_value, units_sold)
            WHERE (' || format(compared, 'came') || ') IS DISTINCT FROM (' || format(compared, 'gone') || ')')
    LOOP
        EXECUTE format('CREATE FUNCTION sum_plans_on_%s() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN', event)
            || format(add_changes, changed) || ' RETURN NULL; END $function$';
    END LOOP;
    EXECUTE format(add_changes, 'SELECT 1 AS sign, plans.* FROM plans');
END $migration$;

CREATE TRIGGER "plans_sum_on_insert" AFTER INSERT ON "plans" REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION sum_plans_on_insert();
CREATE TRIGGER "plans_sum_on_update" AFTER UPDATE ON "plans" REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION sum_plans_on_update();
CREATE TRIGGER "plans_sum_on_delete" AFTER DELETE ON "plans" REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION sum_plans_on_delete();

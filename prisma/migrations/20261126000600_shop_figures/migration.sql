-- What the home page says of the whole shop, kept as the other sums are: what the stock is worth, and what is lost each day
-- by what is out of stock. For the second a plan has to know what the variant sells for. And what the fast movers' page says of each
-- decile, of what sells more or less than in the demand window before, and of stock that hardly moves.
LOCK TABLE "shops", "plans", "plan_sums", "vendor_plan_sums" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "plans"
    ADD COLUMN "price" DECIMAL(20,4),
    ADD COLUMN "former_units_sold" INTEGER,
    ADD COLUMN "sales_change" INTEGER;
CREATE INDEX "plans_shop_sales_change_variant_id_idx" ON "plans"("shop", "sales_change", "variant_id");
-- In the order in which it is read, so that the dearest come first.
CREATE INDEX "plans_slow_stock" ON "plans"("shop", (on_hand * unit_cost) DESC, "variant_id")
    WHERE (velocity_decile = 10 OR status = 'no-sales') AND on_hand > 0 AND unit_cost IS NOT NULL;
ALTER TABLE "plan_sums"
    ADD COLUMN "stock_value" DECIMAL(24,4) NOT NULL DEFAULT 0,
    ADD COLUMN "stocked_without_cost" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "lost_units_per_day" DECIMAL(24,6) NOT NULL DEFAULT 0,
    ADD COLUMN "lost_sales_per_day" DECIMAL(24,4) NOT NULL DEFAULT 0,
    ADD COLUMN "lost_without_price" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "out_of_stock_to_reorder" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "revenue" DECIMAL(24,4) NOT NULL DEFAULT 0,
    ADD COLUMN "stock_units" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "demand_per_day" DECIMAL(24,6) NOT NULL DEFAULT 0;

-- What a merchant has done of the set-up, and whether he left it.
ALTER TABLE "shops" ADD COLUMN "setup" JSONB NOT NULL DEFAULT '{}';

-- Shops that work with the app already are not asked what a new one is. What their plans do not know yet comes with the next ones,
-- which are made as soon as there is a worker: to write every plan here would keep all pages waiting.
UPDATE "shops" SET "setup" = '{"isLeft": true}', "replan_asked_at" = coalesce("replan_asked_at", now())
WHERE "planned_at" IS NOT NULL;

DO $migration$
DECLARE
    -- Of a row of plans, all that is summed. Rates are rounded, so that what comes and goes again leaves nothing behind.
    summed CONSTANT text := '%1$s.vendor_id, %1$s.status, %1$s.demand_class, %1$s.velocity_decile,
        %1$s.suggested_order_quantity, %1$s.order_value, %1$s.units_sold,
        greatest(%1$s.on_hand, 0) * %1$s.unit_cost,
        (%1$s.on_hand > 0 AND %1$s.unit_cost IS NULL)::integer,
        CASE WHEN %1$s.status = ''out-of-stock'' THEN round(%1$s.mean_daily_demand::numeric, 6) END,
        CASE WHEN %1$s.status = ''out-of-stock'' THEN round(%1$s.mean_daily_demand::numeric * %1$s.price, 4) END,
        %1$s.units_sold * %1$s.price,
        CASE WHEN %1$s.status <> ''untracked'' THEN greatest(%1$s.available, 0) END,
        CASE WHEN %1$s.status <> ''untracked'' THEN round(%1$s.mean_daily_demand::numeric, 6) END';
    columns CONSTANT text := 'vendor_id, status, demand_class, velocity_decile, suggested_order_quantity, order_value,
        units_sold, stock_value, stocked_without_cost, lost_units, lost_sales, revenue, stock_units, demand_per_day';
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
                coalesce(sum(sign * units_sold), 0) AS units_sold,
                coalesce(sum(sign * stock_value), 0) AS stock_value,
                coalesce(sum(sign * stocked_without_cost), 0) AS stocked_without_cost,
                coalesce(sum(sign * lost_units), 0) AS lost_units_per_day,
                coalesce(sum(sign * lost_sales), 0) AS lost_sales_per_day,
                coalesce(sum(sign) FILTER (WHERE lost_units > 0 AND lost_sales IS NULL), 0) AS lost_without_price,
                coalesce(sum(sign) FILTER (WHERE status = 'out-of-stock' AND suggested_order_quantity > 0), 0)
                    AS out_of_stock_to_reorder,
                coalesce(sum(sign * revenue), 0) AS revenue,
                coalesce(sum(sign * stock_units), 0) AS stock_units,
                coalesce(sum(sign * demand_per_day), 0) AS demand_per_day
            FROM (%1$s) AS changed
            GROUP BY shop, status, demand_class, velocity_decile
        ) AS change
        WHERE (skus, skus_to_reorder, units_to_order, order_value, skus_to_reorder_without_cost, out_of_stock, units_sold,
            stock_value, stocked_without_cost, lost_units_per_day, lost_sales_per_day, lost_without_price,
            out_of_stock_to_reorder, revenue, stock_units, demand_per_day)
            <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        ORDER BY shop, status, demand_class, velocity_decile
        ON CONFLICT (shop, status, demand_class, velocity_decile) DO UPDATE SET
            skus = stored.skus + excluded.skus,
            skus_to_reorder = stored.skus_to_reorder + excluded.skus_to_reorder,
            units_to_order = stored.units_to_order + excluded.units_to_order,
            order_value = stored.order_value + excluded.order_value,
            skus_to_reorder_without_cost = stored.skus_to_reorder_without_cost + excluded.skus_to_reorder_without_cost,
            out_of_stock = stored.out_of_stock + excluded.out_of_stock,
            units_sold = stored.units_sold + excluded.units_sold,
            stock_value = stored.stock_value + excluded.stock_value,
            stocked_without_cost = stored.stocked_without_cost + excluded.stocked_without_cost,
            lost_units_per_day = stored.lost_units_per_day + excluded.lost_units_per_day,
            lost_sales_per_day = stored.lost_sales_per_day + excluded.lost_sales_per_day,
            lost_without_price = stored.lost_without_price + excluded.lost_without_price,
            out_of_stock_to_reorder = stored.out_of_stock_to_reorder + excluded.out_of_stock_to_reorder,
            revenue = stored.revenue + excluded.revenue,
            stock_units = stored.stock_units + excluded.stock_units,
            demand_per_day = stored.demand_per_day + excluded.demand_per_day;
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
    rows_of CONSTANT text := 'SELECT %2$s AS sign, change.* FROM %1$s
        CROSS JOIN LATERAL (SELECT %1$s.shop, ' || summed || ') AS change (shop, ' || columns || ')';
    event text;
    changed text;
BEGIN
    FOR event, changed IN VALUES
        ('insert', format(rows_of, 'came', '1')),
        ('delete', format(rows_of, 'gone', '-1')),
        -- Most plans of a replan change in nothing that is summed.
        ('update', 'SELECT change.* FROM gone JOIN came USING (shop, variant_id)
            CROSS JOIN LATERAL (VALUES
                (1, shop, ' || format(summed, 'came') || '),
                (-1, shop, ' || format(summed, 'gone') || ')
            ) AS change (sign, shop, ' || columns || ')
            WHERE (' || format(summed, 'came') || ') IS DISTINCT FROM (' || format(summed, 'gone') || ')')
    LOOP
        EXECUTE format('CREATE OR REPLACE FUNCTION sum_plans_on_%s() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN', event)
            || format(add_changes, changed) || ' RETURN NULL; END $function$';
    END LOOP;
    DELETE FROM plan_sums;
    DELETE FROM vendor_plan_sums;
    EXECUTE format(add_changes, format(rows_of, 'plans', '1'));
END $migration$;

-- What a vendor's order comes to, kept beside the plans as the other sums are, and its lines in the order in which they are shown:
-- a page of it costs the same, however many lines the vendor has.
--
-- Who supplies a variant, and at which cost, is said by vendor items and variants, which others write than the plans. So a plan says
-- what it knew of that when it was made, sums go by what plans say, and whoever writes vendor items or costs adds a row to
-- supply_changes: of these lines an order does not believe the plan, but looks up what holds now. Nobody waits for anybody by it,
-- since such rows are only added and removed. A plan that is stored removes those of its variant if what it says holds.
LOCK TABLE "shops", "variants", "vendor_items", "plans" IN ACCESS EXCLUSIVE MODE;
ALTER TABLE "plans"
    ADD COLUMN "agreed_unit_cost" DECIMAL(20,4),
    ADD COLUMN "shopify_unit_cost" DECIMAL(20,4);

-- What was ordered of no vendor, or of one by the plan alone, is in no sum of another.
CREATE TABLE "vendor_order_sums" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "skus" INTEGER NOT NULL,
    "lines" INTEGER NOT NULL,
    "units" BIGINT NOT NULL,
    "agreed_value" DECIMAL(30,4) NOT NULL,
    "shopify_value" DECIMAL(30,4) NOT NULL,
    "lines_without_agreed_cost" INTEGER NOT NULL,
    "lines_without_cost" INTEGER NOT NULL,

    CONSTRAINT "vendor_order_sums_pkey" PRIMARY KEY ("shop","vendor_id")
) WITH (fillfactor = 50);

-- A variant can have several for one vendor: a key without the change's own number would have its writers wait for each other.
CREATE TABLE "supply_changes" (
    "shop" TEXT NOT NULL,
    "vendor_id" BIGINT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "change_id" BIGSERIAL NOT NULL,

    CONSTRAINT "supply_changes_pkey" PRIMARY KEY ("shop","vendor_id","variant_id","change_id")
);
CREATE INDEX "supply_changes_shop_variant_id_idx" ON "supply_changes"("shop", "variant_id");

-- Who supplies a variant now, and at which cost.
CREATE FUNCTION current_supply(shop TEXT, variant_id BIGINT)
RETURNS TABLE (vendor_id BIGINT, vendor_sku TEXT, agreed_unit_cost DECIMAL, shopify_unit_cost DECIMAL)
LANGUAGE sql STABLE AS $function$
    SELECT item.vendor_id, item.vendor_sku, item.unit_cost, (
        SELECT unit_cost FROM variants WHERE variants.shop = $1 AND variants.variant_id = $2
    )
    FROM (VALUES (1)) AS always LEFT JOIN LATERAL (
        SELECT * FROM vendor_items WHERE vendor_items.shop = $1 AND vendor_items.variant_id = $2 AND preferred LIMIT 1
    ) AS item ON true
$function$;

-- Plans that are there already learn what they would know had they been made now. None of it is in a sum that is kept yet.
ALTER TABLE "plans" DISABLE TRIGGER USER;
UPDATE "plans" SET agreed_unit_cost = supply.agreed_unit_cost, shopify_unit_cost = supply.shopify_unit_cost
FROM "plans" AS plan CROSS JOIN LATERAL current_supply(plan.shop, plan.variant_id) AS supply
WHERE plans.shop = plan.shop AND plans.variant_id = plan.variant_id
    AND num_nonnulls(supply.agreed_unit_cost, supply.shopify_unit_cost) > 0;
ALTER TABLE "plans" ENABLE TRIGGER USER;

-- As orders are shown by default: what is ordered, by title. And by quantity, of which those that are ordered are the larger.
DROP INDEX "plans_shop_vendor_id_variant_id_suggested_order_quantity_so_idx";
CREATE INDEX "plans_vendor_order_by_title"
    ON "plans"("shop", "vendor_id", (coalesce("suggested_order_quantity", 0) > 0), "sort_title", "variant_id");
CREATE INDEX "plans_vendor_order_by_quantity"
    ON "plans"("shop", "vendor_id", (coalesce("suggested_order_quantity", 0)), "variant_id");

DO $migration$
DECLARE
    -- Of a row of plans, all that is summed, and what it says of its supply.
    summed CONSTANT text := '%1$s.vendor_id, coalesce(%1$s.suggested_order_quantity, 0), %1$s.agreed_unit_cost,
        %1$s.shopify_unit_cost';
    supply CONSTANT text := '%1$s.vendor_id, %1$s.vendor_sku, %1$s.agreed_unit_cost, %1$s.shopify_unit_cost';
    columns CONSTANT text := 'vendor_id, quantity, agreed_unit_cost, shopify_unit_cost';
    add_changes CONSTANT text := $sql$
        INSERT INTO vendor_order_sums AS stored
        SELECT * FROM (
            SELECT shop, vendor_id,
                sum(sign) AS skus,
                coalesce(sum(sign) FILTER (WHERE quantity > 0), 0) AS lines,
                sum(sign * quantity) AS units,
                coalesce(sum(sign * quantity * agreed_unit_cost), 0) AS agreed_value,
                coalesce(sum(sign * quantity * shopify_unit_cost) FILTER (WHERE agreed_unit_cost IS NULL), 0) AS shopify_value,
                coalesce(sum(sign) FILTER (WHERE quantity > 0 AND agreed_unit_cost IS NULL), 0) AS lines_without_agreed_cost,
                coalesce(sum(sign) FILTER (
                    WHERE quantity > 0 AND agreed_unit_cost IS NULL AND shopify_unit_cost IS NULL
                ), 0) AS lines_without_cost
            FROM (%1$s) AS changed
            WHERE vendor_id IS NOT NULL
            GROUP BY shop, vendor_id
        ) AS change
        WHERE (skus, lines, units, agreed_value, shopify_value, lines_without_agreed_cost, lines_without_cost)
            <> (0, 0, 0, 0, 0, 0, 0)
        ORDER BY shop, vendor_id
        ON CONFLICT (shop, vendor_id) DO UPDATE SET
            skus = stored.skus + excluded.skus,
            lines = stored.lines + excluded.lines,
            units = stored.units + excluded.units,
            agreed_value = stored.agreed_value + excluded.agreed_value,
            shopify_value = stored.shopify_value + excluded.shopify_value,
            lines_without_agreed_cost = stored.lines_without_agreed_cost + excluded.lines_without_agreed_cost,
            lines_without_cost = stored.lines_without_cost + excluded.lines_without_cost;$sql$;
    -- Of plans that say something else of their supply than holds, whether they were made before it changed or while it did.
    distrust CONSTANT text := $sql$
        INSERT INTO supply_changes (shop, vendor_id, variant_id)
        SELECT plan.shop, concerned.vendor_id, plan.variant_id
        FROM (%1$s) AS plan CROSS JOIN LATERAL current_supply(plan.shop, plan.variant_id) AS supply
            CROSS JOIN LATERAL (SELECT plan.vendor_id UNION SELECT supply.vendor_id) AS concerned (vendor_id)
        WHERE concerned.vendor_id IS NOT NULL AND ($sql$ || format(supply, 'plan') || ') IS DISTINCT FROM ('
            || format(supply, 'supply') || ');';
    -- One statement, so that whoever's row it sees and removes is somebody whose change it sees, too.
    trust CONSTANT text := $sql$
        DELETE FROM supply_changes AS change
        USING came AS plan CROSS JOIN LATERAL current_supply(plan.shop, plan.variant_id) AS supply
        WHERE change.shop = plan.shop AND change.variant_id = plan.variant_id AND ($sql$ || format(supply, 'plan')
            || ') IS NOT DISTINCT FROM (' || format(supply, 'supply') || ');';
    rows_of CONSTANT text := 'SELECT %2$s AS sign, change.* FROM %1$s
        CROSS JOIN LATERAL (SELECT %1$s.shop, ' || summed || ') AS change (shop, ' || columns || ')';
    event text;
    work text;
BEGIN
    FOR event, work IN VALUES
        ('insert', format(add_changes, format(rows_of, 'came', '1')) || format(distrust, 'SELECT * FROM came') || trust),
        ('delete', format(add_changes, format(rows_of, 'gone', '-1')) || $sql$
            DELETE FROM supply_changes AS change USING gone
            WHERE change.shop = gone.shop AND change.variant_id = gone.variant_id;$sql$),
        -- Most plans of a replan change in nothing of that.
        ('update', format(add_changes, 'SELECT change.* FROM gone JOIN came USING (shop, variant_id)
            CROSS JOIN LATERAL (VALUES
                (1, shop, ' || format(summed, 'came') || '),
                (-1, shop, ' || format(summed, 'gone') || ')
            ) AS change (sign, shop, ' || columns || ')
            WHERE (' || format(summed, 'came') || ') IS DISTINCT FROM (' || format(summed, 'gone') || ')')
            || format(distrust, 'SELECT came.* FROM gone JOIN came USING (shop, variant_id)
                WHERE (' || format(supply, 'came') || ') IS DISTINCT FROM (' || format(supply, 'gone') || ')')
            || trust)
    LOOP
        EXECUTE format('CREATE FUNCTION sum_vendor_orders_on_%s() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN', event)
            || work || ' RETURN NULL; END $function$';
    END LOOP;
    EXECUTE format(add_changes, format(rows_of, 'plans', '1'));
    EXECUTE format(distrust, 'SELECT * FROM plans');
END $migration$;

CREATE TRIGGER "plans_sum_vendor_orders_on_insert" AFTER INSERT ON "plans" REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION sum_vendor_orders_on_insert();
CREATE TRIGGER "plans_sum_vendor_orders_on_update" AFTER UPDATE ON "plans" REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION sum_vendor_orders_on_update();
CREATE TRIGGER "plans_sum_vendor_orders_on_delete" AFTER DELETE ON "plans" REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION sum_vendor_orders_on_delete();

-- Of a preferred vendor item, whatever an order shows.
CREATE FUNCTION note_supply_on_insert() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN
    INSERT INTO supply_changes (shop, vendor_id, variant_id) SELECT shop, vendor_id, variant_id FROM came WHERE preferred;
    RETURN NULL;
END $function$;
CREATE FUNCTION note_supply_on_delete() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN
    INSERT INTO supply_changes (shop, vendor_id, variant_id) SELECT shop, vendor_id, variant_id FROM gone WHERE preferred;
    RETURN NULL;
END $function$;
CREATE FUNCTION note_supply_on_update() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN
    INSERT INTO supply_changes (shop, vendor_id, variant_id)
    SELECT shop, vendor_id, variant_id FROM (
        SELECT shop, vendor_id, variant_id, vendor_sku, unit_cost FROM gone WHERE preferred
        EXCEPT SELECT shop, vendor_id, variant_id, vendor_sku, unit_cost FROM came WHERE preferred
    ) AS former
    UNION
    SELECT shop, vendor_id, variant_id FROM (
        SELECT shop, vendor_id, variant_id, vendor_sku, unit_cost FROM came WHERE preferred
        EXCEPT SELECT shop, vendor_id, variant_id, vendor_sku, unit_cost FROM gone WHERE preferred
    ) AS present;
    RETURN NULL;
END $function$;
CREATE TRIGGER "vendor_items_note_supply_on_insert" AFTER INSERT ON "vendor_items" REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION note_supply_on_insert();
CREATE TRIGGER "vendor_items_note_supply_on_update" AFTER UPDATE ON "vendor_items" REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION note_supply_on_update();
CREATE TRIGGER "vendor_items_note_supply_on_delete" AFTER DELETE ON "vendor_items" REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION note_supply_on_delete();

-- Row by row, since each pull writes every variant, and few of another cost.
CREATE FUNCTION note_supply_on_cost() RETURNS trigger LANGUAGE plpgsql AS $function$ BEGIN
    INSERT INTO supply_changes (shop, vendor_id, variant_id)
    SELECT NEW.shop, vendor_id, NEW.variant_id FROM vendor_items
    WHERE vendor_items.shop = NEW.shop AND vendor_items.variant_id = NEW.variant_id AND preferred;
    RETURN NULL;
END $function$;
CREATE TRIGGER "variants_note_supply" AFTER UPDATE OF "unit_cost" ON "variants"
    FOR EACH ROW WHEN (OLD."unit_cost" IS DISTINCT FROM NEW."unit_cost") EXECUTE FUNCTION note_supply_on_cost();

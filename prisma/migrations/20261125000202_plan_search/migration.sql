-- The keys by which a text is found: one for every three characters that follow each other, bound to the shop, so that what
-- other shops hold makes no search longer. PostgreSQL keeps hashtext as it is, since hash indexes rest on it; two texts with
-- one key do no harm, since what is found is compared.
CREATE FUNCTION search_keys(shop TEXT, search_text TEXT) RETURNS INTEGER[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
    key_of_shop CONSTANT INTEGER := hashtext(shop);
    keys INTEGER[] := '{}';
BEGIN
    FOR place IN 1 .. char_length(search_text) - 2 LOOP
        keys[place] := key_of_shop # hashtext(substr(search_text, place, 3));
    END LOOP;
    RETURN keys;
END $function$;

-- Of each plan, what it is found by and what totals sum up: a third of its length. Plans are written anew every day, and an
-- index of theirs would take in all keys of a text again each time; these rows change with what they say alone.
CREATE TABLE "plan_search" (
    "shop" TEXT NOT NULL,
    "variant_id" BIGINT NOT NULL,
    "inventory_item_id" BIGINT NOT NULL,
    "vendor_id" BIGINT,
    "status" TEXT NOT NULL,
    "demand_class" TEXT NOT NULL,
    "velocity_decile" INTEGER,
    "suggested_order_quantity" INTEGER,
    "order_value" DECIMAL(20,4),
    "search_text" TEXT NOT NULL,
    "search_keys" INTEGER[] GENERATED ALWAYS AS (search_keys("shop", "search_text")) STORED,

    CONSTRAINT "plan_search_pkey" PRIMARY KEY ("shop","variant_id")
) WITH (fillfactor = 70);

INSERT INTO "plan_search"
SELECT "shop", "variant_id", "inventory_item_id", "vendor_id", "status", "demand_class", "velocity_decile",
    "suggested_order_quantity", "order_value", "search_text"
FROM "plans";

CREATE INDEX "plan_search_search_keys_idx" ON "plan_search" USING gin ("search_keys");
CREATE INDEX "plan_search_shop_vendor_id_idx" ON "plan_search"("shop", "vendor_id");
CREATE INDEX "plan_search_shop_inventory_item_id_idx" ON "plan_search"("shop", "inventory_item_id");

CREATE FUNCTION keep_plan_search() RETURNS trigger LANGUAGE plpgsql AS $function$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO plan_search
        SELECT shop, variant_id, inventory_item_id, vendor_id, status, demand_class, velocity_decile,
            suggested_order_quantity, order_value, search_text
        FROM came;
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM plan_search AS stored USING gone
        WHERE stored.shop = gone.shop AND stored.variant_id = gone.variant_id;
    ELSE
        UPDATE plan_search AS stored
        SET vendor_id = came.vendor_id, status = came.status, demand_class = came.demand_class,
            velocity_decile = came.velocity_decile, suggested_order_quantity = came.suggested_order_quantity,
            order_value = came.order_value
        FROM came JOIN gone USING (shop, variant_id)
        WHERE stored.shop = came.shop AND stored.variant_id = came.variant_id
            AND (came.vendor_id, came.status, came.demand_class, came.velocity_decile, came.suggested_order_quantity,
                came.order_value)
            IS DISTINCT FROM (gone.vendor_id, gone.status, gone.demand_class, gone.velocity_decile,
                gone.suggested_order_quantity, gone.order_value);
        -- Apart from the rest, which does not touch the keys.
        UPDATE plan_search AS stored SET search_text = came.search_text, inventory_item_id = came.inventory_item_id
        FROM came JOIN gone USING (shop, variant_id)
        WHERE stored.shop = came.shop AND stored.variant_id = came.variant_id
            AND (came.search_text, came.inventory_item_id) <> (gone.search_text, gone.inventory_item_id);
    END IF;
    RETURN NULL;
END $function$;

CREATE TRIGGER "plans_search_on_insert" AFTER INSERT ON "plans" REFERENCING NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_search();
CREATE TRIGGER "plans_search_on_update" AFTER UPDATE ON "plans" REFERENCING OLD TABLE AS gone NEW TABLE AS came
    FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_search();
CREATE TRIGGER "plans_search_on_delete" AFTER DELETE ON "plans" REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION keep_plan_search();

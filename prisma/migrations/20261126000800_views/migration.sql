-- What lists look like: for each list of a shop the views that its merchants have named, and, without a name, the one that opens.
CREATE TABLE "list_views" (
    "shop" TEXT NOT NULL,
    "view_id" BIGSERIAL NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "normalized_name" TEXT NOT NULL,
    "query" TEXT NOT NULL DEFAULT '',
    "columns" TEXT[],
    "density" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "list_views_pkey" PRIMARY KEY ("shop","view_id")
);

CREATE UNIQUE INDEX "list_views_shop_list_normalized_name_key" ON "list_views"("shop", "list", "normalized_name");

-- What the merchant wants no plan for; null where he has said nothing.
ALTER TABLE "item_policies" ADD COLUMN "excluded" BOOLEAN;

-- The entries of one change, so that it can be undone as a whole.
ALTER TABLE "audit_entries" ADD COLUMN "change_id" TEXT;
CREATE INDEX "audit_entries_shop_change_id_idx" ON "audit_entries"("shop", "change_id") WHERE "change_id" IS NOT NULL;

-- A vendor's sums are those of its list, which leaves out what is excluded from planning. No plan is yet, so that they stay as they are.
DO $migration$
DECLARE
    by_vendor CONSTANT text := 'GROUP BY shop, vendor_id';
    event text;
    definition text;
BEGIN
    FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
        definition := pg_get_functiondef(format('sum_plans_on_%s()', event)::regprocedure);
        IF array_length(string_to_array(definition, by_vendor), 1) <> 2 THEN
            RAISE EXCEPTION 'sum_plans_on_% does not sum by vendor once', event;
        END IF;
        EXECUTE replace(definition, by_vendor, 'WHERE status <> ''excluded'' ' || by_vendor);
    END LOOP;
END $migration$;

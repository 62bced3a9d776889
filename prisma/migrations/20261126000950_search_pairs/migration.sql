-- The keys by which a text is found: one for every `size` characters that follow each other, bound to the shop, so that what
-- other shops hold makes no search longer. PostgreSQL keeps hashtext as it is, since hash indexes rest on it; two texts with
-- one key do no harm, since what is found is compared.
CREATE FUNCTION search_keys(shop TEXT, search_text TEXT, size INTEGER) RETURNS INTEGER[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $function$
DECLARE
    key_of_shop CONSTANT INTEGER := hashtext(shop);
    keys INTEGER[] := '{}';
BEGIN
    FOR place IN 1 .. char_length(search_text) - size + 1 LOOP
        keys[place] := key_of_shop # hashtext(substr(search_text, place, size));
    END LOOP;
    RETURN keys;
END $function$;

-- Keys stand in their indexes alone: in the rows, which whatever has no index reads one by one, they were more than half.
DROP INDEX "plan_search_search_keys_idx";
ALTER TABLE "plan_search" DROP COLUMN "search_keys";
DROP FUNCTION search_keys(TEXT, TEXT);

-- Room for the next version of each row, which then touches no index. The rows that there are are written anew.
ALTER TABLE "plan_search" SET (fillfactor = 50);
CLUSTER "plan_search" USING "plan_search_pkey";
ALTER TABLE "plan_search" SET WITHOUT CLUSTER;

CREATE INDEX "plan_search_pairs_idx" ON "plan_search" USING gin (search_keys("shop", "search_text", 2));
CREATE INDEX "plan_search_triples_idx" ON "plan_search" USING gin (search_keys("shop", "search_text", 3));

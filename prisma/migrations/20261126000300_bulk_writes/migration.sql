-- Each pull writes every variant again, and a first one twice, once its vendor is known: without touching an index, as long
-- as its page has room for the next version.
ALTER TABLE "variants" SET (fillfactor = 50);

-- Demand is read variant by variant; this index was written with every day of every variant, and read by nobody.
DROP INDEX "daily_demand_shop_day_idx";

-- What goes through a large shop reads its rows one by one from indexes. PostgreSQL takes that for so much work that it would
-- compile the statement, each time anew and for seconds. Where the user may not decide that, it stays as it is.
DO $migration$
BEGIN
    EXECUTE format('ALTER DATABASE %I SET jit = off', current_database());
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'jit stays on: the database is not this user''s';
END $migration$;

-- The process that works on a run: one that lost it to another without noticing finds so by this.
ALTER TABLE "sync_runs" ADD COLUMN "claim" UUID;

-- Every plan has to be made anew, since what all rest on was changed.
ALTER TABLE "shops" ADD COLUMN "replan_asked_at" TIMESTAMPTZ(3);

-- Until when a process may plan what was asked for in the shop, and no other does.
ALTER TABLE "shops" ADD COLUMN "replans_claimed_until" TIMESTAMPTZ(3);

-- A variant that cannot be planned waits, and says why.
ALTER TABLE "replan_requests" ADD COLUMN "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN "error" TEXT;

-- Jobs of an earlier version, which nobody takes any more.
DO $$
BEGIN
  IF to_regclass('pgboss.job') IS NOT NULL THEN
    DELETE FROM pgboss.job WHERE name IN ('replan', 'due-deliveries') AND state < 'active';
  END IF;
END
$$;

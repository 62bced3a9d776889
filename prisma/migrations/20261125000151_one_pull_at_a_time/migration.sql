-- A shop is pulled once at a time, whether for the first time, for what changed, or to compare all.
UPDATE "sync_runs" AS run SET "status" = 'failed', "error_code" = 'internal', "finished_at" = now(),
  "error" = 'Another pull of the shop was under way.'
WHERE "status" = 'running' AND "kind" = 'refresh' AND EXISTS (
  SELECT FROM "sync_runs" AS other
  WHERE other."shop" = run."shop" AND other."status" = 'running' AND other."kind" IN ('first-pull', 'reconciliation')
);

DROP INDEX "sync_runs_shop_kind_running_key";

CREATE UNIQUE INDEX "sync_runs_shop_work_running_key" ON "sync_runs"
  ("shop", (CASE WHEN "kind" IN ('first-pull', 'refresh', 'reconciliation') THEN 'pull' ELSE "kind" END))
  WHERE "status" = 'running';

-- One run of a kind at a time for a shop. (Prisma can't express a partial index.)
CREATE UNIQUE INDEX "sync_runs_shop_kind_running_key" ON "sync_runs"("shop", "kind") WHERE "status" = 'running';

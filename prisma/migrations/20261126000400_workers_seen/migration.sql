-- When a process that takes jobs was last there: one that hangs, or was killed, leaves its jobs as if they were under way.
ALTER TABLE "app_presence" ADD COLUMN "worker_seen_at" TIMESTAMPTZ(3);

-- By which an open page learns, at the price of one row, that plans are others than those it shows.
ALTER TABLE "shops" ADD COLUMN "plan_version" BIGINT NOT NULL DEFAULT 0;

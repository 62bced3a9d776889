-- How each variant's demand comes. Plans are derived: rows from before get their values with the next plan.
ALTER TABLE "plans" ADD COLUMN "selling_days" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "demand_class" TEXT NOT NULL DEFAULT 'new';

-- The columns that a file has: the others leave their values. And who had it applied or undone, if not who uploaded it.
ALTER TABLE "mapping_imports"
    ADD COLUMN "columns" TEXT[] NOT NULL DEFAULT '{}',
    ADD COLUMN "decided_by" TEXT,
    ADD COLUMN "decided_by_name" TEXT;

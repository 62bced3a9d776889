-- The columns that a file has: the others leave their values. And who had it applied.
ALTER TABLE "mapping_imports"
    ADD COLUMN "columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    ADD COLUMN "decided_by" TEXT,
    ADD COLUMN "decided_by_name" TEXT;

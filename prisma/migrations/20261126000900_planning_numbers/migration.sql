-- In which order plannings began, of all processes: their clocks can differ, and of two that begin within a millisecond none tells.
CREATE SEQUENCE "planning_numbers";

ALTER TABLE "plans" ADD COLUMN "planning_number" BIGINT NOT NULL DEFAULT 0;

-- What is searched has no accents any more. Texts are folded as they are written, which the next plans do, made as soon as there is a
-- worker: to write every plan here would keep all pages waiting.
UPDATE "shops" SET "replan_asked_at" = coalesce("replan_asked_at", now()) WHERE "planned_at" IS NOT NULL;

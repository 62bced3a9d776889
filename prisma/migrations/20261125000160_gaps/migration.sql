-- A pull that began before does not know all: a webhook told so, or may have been missed.
ALTER TABLE "shops" ADD COLUMN "refresh_asked_at" TIMESTAMPTZ(3);

-- One row: when a process of the app was last there to take webhooks. No shop's, since all share the app.
CREATE TABLE "app_presence" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_presence_pkey" PRIMARY KEY ("id")
);

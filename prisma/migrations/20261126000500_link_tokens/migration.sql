-- A token that may stand in an address, for spreadsheets that can send no header: it opens the reorder CSV alone, and ends by itself.
ALTER TABLE "api_tokens" ADD COLUMN "is_link" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_link_check" CHECK (NOT is_link OR (NOT can_write AND expires_at IS NOT NULL));

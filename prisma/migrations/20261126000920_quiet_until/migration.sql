-- A digest that is due in quiet hours stays due, so that it is still known as such when these are changed; until they end nobody looks
-- whether it can go.
ALTER TABLE "alert_settings" ADD COLUMN "quiet_until" TIMESTAMPTZ(3);

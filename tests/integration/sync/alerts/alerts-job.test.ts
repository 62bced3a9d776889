import { connectShop, type ConnectedShop } from "../connected-shop";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { readAlertDeliveries } from "~/data/alert-deliveries";
import { alertSettingsSchema } from "~/data/alert-settings";
import { pool } from "~/db.server";
import { startServices, stopServices } from "~/jobs.server";
import { changeAlerts, type WantedAlerts } from "~/sync/alerts/change-alerts";
import { lookForAlerts } from "~/sync/alerts/look";
import { replanVariants } from "~/sync/replan";
import { Mailbox } from "../../../../sandbox/outbox/mailbox";
import { pullNow } from "../pulled-facts";

/** The environment is read once, by whoever asks first. */
const smtpPort = await vi.hoisted(async () => {
  const { findFreePort } = await import("../../../setup/free-port");
  const port = await findFreePort();
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
  process.env.MAIL_FROM = "alerts@example.com";
  return port;
});

const patiently = { timeout: 40_000, interval: 100 };
const mailbox = new Mailbox();
let connected: ConnectedShop;
let shop: string;

beforeAll(async () => {
  connected = await connectShop();
  shop = connected.shop;
  await pullNow(shop, "first-pull");
});
afterAll(async () => {
  await stopServices();
  await mailbox.close();
  await connected.sandbox.close();
});

/** As a worker does so many minutes from now. */
const look = (minutes = 0) =>
  lookForAlerts({ signal: new AbortController().signal, clock: () => new Date(Date.now() + minutes * 60_000) });
const firstDelivery = async () => (await readAlertDeliveries(shop, 1))[0];

it("a plan that runs out is told once by the worker, though a process ends in between", async () => {
  const settings = alertSettingsSchema.parse({ emails: ["buyer@example.com"], frequency: "at-once" });
  const wanted: WantedAlerts = {
    settings,
    webhook: { kind: "kept" },
    actor: { id: "user 1", name: null },
    seenEntryId: "0",
  };
  await changeAlerts(shop, wanted, new Date());
  await startServices();
  await vi.waitFor(async () => expect(await firstDelivery()).toMatchObject({ fault: "email-unreachable" }), patiently);
  await stopServices();

  await mailbox.open(smtpPort);
  await pool.query("UPDATE alert_deliveries SET due_at = now()");
  await startServices();
  await look();
  await vi.waitFor(async () => expect(await firstDelivery()).toMatchObject({ status: "sent" }), patiently);
  await look();
  expect(mailbox.received).toHaveLength(1);

  const { rows } = await pool.query<{ variantId: string; sku: string }>(
    `UPDATE inventory_levels SET available = 0, incoming = 0 FROM plans
     WHERE plans.shop = $1 AND inventory_levels.shop = $1 AND plans.inventory_item_id = inventory_levels.inventory_item_id
       AND plans.variant_id = (
         SELECT min(variant_id) FROM plans WHERE shop = $1 AND sku IS NOT NULL AND status IN ('healthy', 'overstock')
       )
     RETURNING plans.variant_id AS "variantId", sku`,
    [shop],
  );
  const [emptied] = rows;
  if (!emptied) throw new Error("The shop has nothing that could run out");
  await replanVariants(shop, [emptied.variantId]);
  await look(11);
  await pool.query("UPDATE alert_deliveries SET due_at = now() WHERE status = 'pending'");
  await look();
  await vi.waitFor(() => expect(mailbox.received).toHaveLength(2), patiently);
  expect(mailbox.received[1]?.subject).toMatch(/: 1 SKU out of stock$/);
  expect(mailbox.received[1]?.text).toContain(emptied.sku);
});

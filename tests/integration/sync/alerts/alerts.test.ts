import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { noteAlertFault, readAlertDeliveries, takeAlertDelivery } from "~/data/alert-deliveries";
import { listShopsToLookAt } from "~/data/alert-looks";
import { alertSettingsSchema, noteNewsSeen, readAlerts, type AlertSettings } from "~/data/alert-settings";
import { readWebhook, removeWebhook } from "~/data/alert-webhook";
import { readAuditEntriesOfAll } from "~/data/audit-entries";
import { mergeVendors } from "~/data/merge-vendors";
import { inTransaction } from "~/data/transaction";
import { readShopFigures } from "~/data/shop-figures";
import { db, pool } from "~/db.server";
import { readAlertsReport } from "~/reports/alerts-report";
import { changeAlerts, renewSecret, type WantedAlerts } from "~/sync/alerts/change-alerts";
import { lookAtShop } from "~/sync/alerts/look";
import { expectNextDigest } from "~/sync/alerts/next-digest";
import { previewDigest } from "~/sync/alerts/preview";
import { sendAlerts } from "~/sync/alerts/send";
import { sendTest } from "~/sync/alerts/send-test";
import { closeQueue } from "~/sync/job-queue";
import { unregisterShop } from "~/sync/shop-lifecycle";
import { Mailbox } from "../../../../sandbox/outbox/mailbox";
import { makePlan, storePlans, storeShop } from "../../reports/stored-plans";
import { Receiver } from "./receiver";

/** The environment is read once, by whoever asks first. */
const smtpPort = await vi.hoisted(async () => {
  const { findFreePort } = await import("../../../setup/free-port");
  const port = await findFreePort();
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`;
  process.env.MAIL_FROM = "Inventory Intelligence <alerts@example.com>";
  process.env.LOOPBACK_WEBHOOKS = "allow";
  return port;
});

const ACTOR = { id: "user 1", name: "Ada" };
/** Before and after the time of the daily digest in London, on days without a change of clocks. */
const MORNING = new Date("2026-11-26T07:00:00Z");
const AFTER_EIGHT = new Date("2026-11-26T08:00:30Z");
const HOUR_MS = 3_600_000;

const mailbox = new Mailbox();
const receiver = new Receiver();
let address: string;
let shop: string;
let shops = 0;

beforeAll(async () => {
  await mailbox.open(smtpPort);
  address = await receiver.open();
});
afterAll(async () => {
  await closeQueue();
  await mailbox.close();
  await receiver.close();
});
beforeEach(async () => {
  mailbox.received.length = 0;
  mailbox.refusal = null;
  mailbox.unknownAddress = null;
  receiver.received.length = 0;
  receiver.answer = { status: 200, body: "ok" };
  shop = await makeShop();
});

/** A shop with four plans: one out of stock, one to reorder, one to reorder soon, one healthy. */
async function makeShop(): Promise<string> {
  shops += 1;
  const domain = `shop-${shops}.myshopify.com`;
  await storeShop(domain, { name: `Shop ${shops}`, plannedAt: MORNING, planVersion: 1n });
  await storePlans([
    makePlan(domain, 1, { status: "out-of-stock", vendorId: 7n, vendor: "Ada" }),
    makePlan(domain, 2, { status: "reorder-now", vendorId: 8n, vendor: "Bert" }),
    makePlan(domain, 3, { status: "reorder-soon", vendorId: 7n, vendor: "Ada" }),
    makePlan(domain, 4, { status: "healthy" }),
  ]);
  return domain;
}

async function setStatus(variantId: number, status: string): Promise<void> {
  await db.plan.update({ where: { shop_variantId: { shop, variantId: BigInt(variantId) } }, data: { status } });
  await pool.query("UPDATE shops SET plan_version = plan_version + 1 WHERE shop = $1", [shop]);
}

async function choose(
  changes: Partial<AlertSettings>,
  { webhook = { kind: "kept" }, now = MORNING }: { webhook?: WantedAlerts["webhook"]; now?: Date } = {},
): Promise<string | null> {
  const settings = alertSettingsSchema.parse({ emails: ["buyer@example.com"], ...changes });
  const { seenEntryId } = await readAlertsReport(shop, "en");
  const saving = await changeAlerts(shop, { settings, webhook, actor: ACTOR, seenEntryId }, now);
  return saving.kind === "saved" ? saving.secret : null;
}

/** Looks and sends, as a worker does each minute. */
async function tick(now: Date): Promise<void> {
  if ((await listShopsToLookAt(now)).includes(shop)) await lookAtShop(shop, now);
  await sendAlerts(shop, { signal: new AbortController().signal, clock: () => now });
}

const subjects = () => mailbox.received.map(({ subject }) => subject);
const later = (ms: number, from = AFTER_EIGHT) => new Date(from.getTime() + ms);

describe("a daily digest", () => {
  it("tells once what is so, and then what is new alone", async () => {
    await choose({});
    await tick(MORNING);
    expect(subjects()).toEqual([]);

    await tick(AFTER_EIGHT);
    expect(subjects()).toEqual([
      expect.stringMatching(/^Shop \d+: 1 SKU out of stock, 1 SKU with status “Reorder now”$/),
    ]);
    expect(mailbox.received[0]?.to).toEqual(["buyer@example.com"]);
    expect(mailbox.received[0]?.text).toContain("SKU-1");

    await tick(later(2 * HOUR_MS));
    await tick(later(24 * HOUR_MS));
    expect(mailbox.received).toHaveLength(1);

    await setStatus(4, "reorder-now");
    await tick(later(26 * HOUR_MS));
    await tick(later(48 * HOUR_MS));
    expect(subjects()[1]).toMatch(/: 1 SKU with status “Reorder now”$/);
    expect(mailbox.received[1]?.text).toContain("SKU-4");
    expect(mailbox.received[1]?.text).not.toContain("SKU-1");
  });

  it("that is due stays due when somebody saves, and another one stays where it was", async () => {
    await choose({});
    await choose({ emails: ["buyer@example.com", "other@example.com"] }, { now: AFTER_EIGHT });
    await tick(AFTER_EIGHT);
    expect(mailbox.received).toHaveLength(2);
    const { nextDigestAt } = await readAlerts(shop);
    await choose({ language: "de" }, { now: later(HOUR_MS) });
    expect((await readAlerts(shop)).nextDigestAt).toEqual(nextDigestAt);
    await choose({ language: "de", dailyAt: "17:00" }, { now: later(HOUR_MS) });
    expect((await readAlerts(shop)).nextDigestAt).toEqual(new Date("2026-11-26T17:00:00Z"));
  });

  it("that waits for the end of quiet hours stays due when these are changed, and is not looked for until then", async () => {
    const quietUntil = (to: string) => ({ dailyAt: "07:30", quietHours: { from: "05:00", to } });
    await choose(quietUntil("09:00"));
    await tick(later(-20 * 60_000));
    expect(await listShopsToLookAt(later(-19 * 60_000))).not.toContain(shop);
    await choose(quietUntil("08:30"), { now: AFTER_EIGHT });
    await tick(later(29 * 60_000));
    expect(mailbox.received).toHaveLength(0);
    await tick(later(30 * 60_000));
    expect(mailbox.received).toHaveLength(1);
  });

  it("tells again of what got worse, and of what had recovered, and not of what got better", async () => {
    await choose({});
    await tick(AFTER_EIGHT);
    await setStatus(1, "reorder-now");
    await setStatus(2, "healthy");
    await tick(later(2 * HOUR_MS));
    await setStatus(2, "reorder-now");
    await tick(later(24 * HOUR_MS));
    expect(subjects().slice(1)).toEqual([expect.stringMatching(/: 1 SKU with status “Reorder now”$/)]);
    expect(mailbox.received[1]?.text).toContain("SKU-2");

    await setStatus(2, "out-of-stock");
    await tick(later(48 * HOUR_MS));
    expect(subjects().slice(2)).toEqual([expect.stringMatching(/: 1 SKU out of stock$/)]);
  });

  it("keeps to the chosen states and vendors, and groups by vendor", async () => {
    await choose({ statuses: ["out-of-stock", "reorder-soon"], vendorIds: ["7", "none"] });
    await tick(AFTER_EIGHT);
    expect(subjects()).toEqual([expect.stringMatching(/: 1 SKU out of stock, 1 SKU with status “Reorder soon”$/)]);
    const text = mailbox.received[0]?.text ?? "";
    expect(text.indexOf("\nAda\n")).toBeGreaterThan(0);
    expect(text).not.toContain("Bert");
  });

  it("goes on to tell of a chosen vendor that is merged into another", async () => {
    await db.vendor.createMany({ data: [7n, 9n].map((vendorId) => ({ shop, vendorId, name: `Vendor ${vendorId}` })) });
    await choose({ vendorIds: ["7", "none"] });
    await inTransaction((transaction) => mergeVendors(transaction, shop, { fromId: "7", intoId: "9", actor: ACTOR }));
    expect((await readAlerts(shop)).settings.vendorIds?.sort()).toEqual(["9", "none"]);
    await tick(AFTER_EIGHT);
    expect(subjects()).toEqual([expect.stringMatching(/: 1 SKU out of stock$/)]);
  });

  it("goes once however many processes look and send at the same time", async () => {
    await choose({ emails: ["one@example.com", "two@example.com"] });
    await tick(MORNING);
    await Promise.all([1, 2, 3, 4].map(() => tick(AFTER_EIGHT)));
    await tick(later(1000));
    expect(mailbox.received.map(({ to }) => to[0]).sort()).toEqual(["one@example.com", "two@example.com"]);
  });

  it("is in the chosen language, and in that of whoever looks before anybody has chosen", async () => {
    expect((await previewDigest(shop, "de", AFTER_EIGHT)).subject).toMatch(
      /1 SKU nicht vorrätig, 1 SKU mit Status „Jetzt bestellen“$/,
    );
    await choose({ language: "de" });
    await tick(AFTER_EIGHT);
    expect(mailbox.received[0]?.subject).toMatch(/1 SKU nicht vorrätig, 1 SKU mit Status „Jetzt bestellen“$/);
    expect((await previewDigest(shop, "en", AFTER_EIGHT)).subject).toMatch(
      /1 SKU nicht vorrätig, 1 SKU mit Status „Jetzt bestellen“$/,
    );
  });
});

describe("a digest at once", () => {
  it("gathers what comes within ten minutes, and waits for the end of quiet hours", async () => {
    const noon = new Date("2026-11-26T12:00:00Z");
    await choose({ frequency: "at-once", quietHours: { from: "18:00", to: "07:00" } }, { now: noon });
    await tick(noon);
    expect(mailbox.received).toHaveLength(1);

    await setStatus(4, "reorder-now");
    await tick(later(5 * 60_000, noon));
    expect(mailbox.received).toHaveLength(1);
    await tick(later(11 * 60_000, noon));
    expect(mailbox.received).toHaveLength(2);

    await setStatus(4, "out-of-stock");
    await tick(new Date("2026-11-26T19:00:00Z"));
    await tick(new Date("2026-11-27T06:59:00Z"));
    expect(mailbox.received).toHaveLength(2);
    await tick(new Date("2026-11-27T07:00:00Z"));
    expect(subjects()[2]).toMatch(/: 1 SKU out of stock$/);
  });
});

describe("what can't be sent", () => {
  it("is sent later, once, under the same id, though the process ended meanwhile", async () => {
    await choose({});
    await mailbox.close();
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([
      { status: "pending", attempts: 1, fault: "email-unreachable" },
    ]);

    await mailbox.open(smtpPort);
    await tick(later(30_000));
    expect(mailbox.received).toHaveLength(0);
    await tick(later(70_000));
    await tick(later(HOUR_MS));
    const [delivery] = await readAlertDeliveries(shop, 9);
    expect(delivery).toMatchObject({ status: "sent", attempts: 2, fault: null, skus: 2 });
    expect(mailbox.received.map(({ messageId }) => messageId)).toEqual([`<${delivery?.deliveryId ?? ""}@localhost>`]);
  });

  it("is not tried again in quiet hours, but at their end", async () => {
    mailbox.refusal = { code: 451, text: "Come back later" };
    await choose({ quietHours: { from: "09:00", to: "17:00" } });
    await tick(AFTER_EIGHT);
    mailbox.refusal = null;
    await tick(new Date("2026-11-26T09:00:00Z"));
    await tick(new Date("2026-11-26T16:59:00Z"));
    expect(mailbox.received).toEqual([]);
    await tick(new Date("2026-11-26T17:00:00Z"));
    expect(mailbox.received).toHaveLength(1);
  });

  it("waits for the end of quiet hours that begin while others are sent", async () => {
    await choose({ emails: ["one@example.com", "two@example.com"], quietHours: { from: "08:02", to: "17:00" } });
    await lookAtShop(shop, AFTER_EIGHT);
    const clock = () => later(mailbox.received.length * 180_000);
    await sendAlerts(shop, { signal: new AbortController().signal, clock });
    expect(mailbox.received).toHaveLength(1);
    await tick(new Date("2026-11-26T17:00:00Z"));
    expect(mailbox.received).toHaveLength(2);
  });

  it("is not noted by an attempt that took so long that another one was made", async () => {
    await choose({});
    await lookAtShop(shop, AFTER_EIGHT);
    const slow = await takeAlertDelivery(shop, { now: AFTER_EIGHT });
    if (!slow) throw new Error("Nothing was due");
    await tick(later(HOUR_MS));
    await noteAlertFault(shop, slow, {
      fault: "email-unreachable",
      detail: null,
      dueAt: AFTER_EIGHT,
      now: AFTER_EIGHT,
    });
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "sent", fault: null, attempts: 2 }]);
  });

  it("keeps nobody else waiting, and is given up where the server has said its last word", async () => {
    mailbox.unknownAddress = "nobody@example.com";
    await choose({ emails: ["buyer@example.com", "nobody@example.com"] });
    await tick(AFTER_EIGHT);
    await tick(later(HOUR_MS));
    expect(mailbox.received.map(({ to }) => to)).toEqual([["buyer@example.com"]]);
    const deliveries = await readAlertDeliveries(shop, 9);
    expect(deliveries.map(({ recipient, status, fault, attempts }) => [recipient, status, fault, attempts])).toEqual([
      ["buyer@example.com", "sent", null, 1],
      ["nobody@example.com", "failed", "email-address-refused", 1],
    ]);
    expect(deliveries[1]?.faultDetail).toContain("No such mailbox");
  });

  it("keeps no webhook waiting for each email while the mail server does not answer", async () => {
    await choose({ emails: ["one@example.com", "two@example.com"] }, { webhook: { kind: "set", address } });
    await mailbox.close();
    await tick(AFTER_EIGHT);
    await mailbox.open(smtpPort);
    expect(receiver.received).toHaveLength(1);
    const emails = (await readAlertDeliveries(shop, 9)).filter(({ channel }) => channel === "email");
    expect(emails.map(({ attempts }) => attempts).sort()).toEqual([0, 1]);
  });

  it("stays untold where the only webhook can't be read any more", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    await pool.query("UPDATE alert_settings SET webhook_secret = webhook_url WHERE shop = $1", [shop]);
    await tick(AFTER_EIGHT);
    await choose({ emails: [] }, { webhook: { kind: "set", address }, now: later(HOUR_MS) });
    await tick(later(24 * HOUR_MS));
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.body).toContain("SKU-1");
  });

  it.each([
    ["MAIL FROM", 550, "email-sender-refused"],
    ["RCPT TO", 450, "email-refused"],
  ] as const)("is tried again where the answer to %s is %i", async (to, code, fault) => {
    mailbox.refusal = { to, code, text: "Not now" };
    await choose({});
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "pending", fault }]);
  });

  it("is given up in the end, without a digest being made again", async () => {
    mailbox.refusal = { code: 451, text: "Come back later" };
    await choose({});
    for (let hours = 0; hours < 20; hours += 1) await tick(later(hours * HOUR_MS));
    const [delivery] = await readAlertDeliveries(shop, 9);
    expect(delivery).toMatchObject({ status: "failed", attempts: 10, fault: "email-refused" });
    expect(await readAlertDeliveries(shop, 9)).toHaveLength(1);
  });

  it("is given up where what is stored of it can't be read any more, and keeps nobody waiting", async () => {
    await choose({});
    await lookAtShop(shop, AFTER_EIGHT);
    await pool.query("UPDATE alert_digests SET content = content - 'shopName' WHERE shop = $1", [shop]);
    await setStatus(4, "reorder-now");
    await tick(later(24 * HOUR_MS));
    const deliveries = await readAlertDeliveries(shop, 9);
    expect(deliveries.map(({ status, fault, attempts }) => [status, fault, attempts])).toEqual([
      ["sent", null, 1],
      ["failed", "unknown", 1],
    ]);
  });

  it("is forgotten for whom it no longer concerns", async () => {
    mailbox.refusal = { code: 451, text: "Come back later" };
    await choose({});
    await tick(AFTER_EIGHT);
    await choose({ emails: ["other@example.com"] });
    mailbox.refusal = null;
    await tick(later(HOUR_MS));
    expect(mailbox.received).toEqual([]);
  });
});

describe("a webhook", () => {
  it("gets a message that Slack takes, signed by the secret that was shown once", async () => {
    const secret = await choose({ emails: [] }, { webhook: { kind: "set", address } });
    await tick(AFTER_EIGHT);
    await tick(later(HOUR_MS));
    const [message] = receiver.received;
    expect(receiver.received).toHaveLength(1);
    if (!message) throw new Error("Nothing was posted");
    const { headers, body } = message;
    expect(JSON.parse(body)).toMatchObject({ text: expect.stringMatching(/1 SKU out of stock/) as string });
    const signed = `v1:${String(headers["inventory-timestamp"])}:${body}`;
    const expected = createHmac("sha256", secret ?? "")
      .update(signed)
      .digest("hex");
    expect(headers["inventory-signature"]).toBe(`v1=${expected}`);
    expect(headers["content-type"]).toBe("application/json; charset=utf-8");
    const stored = await pool.query<{ webhook_url: string }>("SELECT webhook_url FROM alert_settings WHERE shop = $1", [
      shop,
    ]);
    expect(stored.rows[0]?.webhook_url).toMatch(/^v1\./);
    expect(await readWebhook(shop)).toEqual({ address, secret });
  });

  it("is tried again after 503 as late as it asks for, and not after 404", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    receiver.answer = { status: 503, headers: { "retry-after": "600" }, body: "busy" };
    await tick(AFTER_EIGHT);
    await tick(later(5 * 60_000));
    expect(receiver.received).toHaveLength(1);
    receiver.answer = { status: 404, body: "no_service" };
    await tick(later(11 * 60_000));
    const [delivery] = await readAlertDeliveries(shop, 9);
    expect(delivery).toMatchObject({ status: "failed", fault: "webhook-refused", faultDetail: "404 no_service" });
    const ids = receiver.received.map(({ headers }) => headers["inventory-delivery"]);
    expect(ids).toEqual([delivery?.deliveryId, delivery?.deliveryId]);
  });

  it("is tried again at the date that it names, and is given up where it asks for more than a day", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    receiver.answer = { status: 429, headers: { "retry-after": later(6 * HOUR_MS).toUTCString() } };
    await tick(AFTER_EIGHT);
    await tick(later(5.9 * HOUR_MS));
    expect(receiver.received).toHaveLength(1);
    receiver.answer = { status: 429, headers: { "retry-after": "90000" } };
    await tick(later(6 * HOUR_MS));
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "failed", attempts: 2 }]);
  });

  it("has taken a message when it says so, though it never ends to say more", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    receiver.answer = { status: 200, body: "ok", ends: "never" };
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "sent" }]);
  });

  it("is told of without its address, which the receiver repeats before it breaks off", async () => {
    const secretPath = "/services/T0001/B0002?token=xoxb-12345";
    await choose({ emails: [] }, { webhook: { kind: "set", address: new URL(secretPath, address).href } });
    receiver.answer = { status: 500, body: `Cannot POST ${secretPath} by xoxb-12345`, ends: "cut" };
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([
      { status: "pending", fault: "webhook-refused", faultDetail: "500 Cannot POST … by …" },
    ]);
  });

  it("is not led elsewhere by a redirect", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    receiver.answer = { status: 307, headers: { location: address } };
    await tick(AFTER_EIGHT);
    expect(receiver.received).toHaveLength(1);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "failed", fault: "webhook-refused" }]);
  });

  it("gets another secret, or is removed, and nothing else is changed by it", async () => {
    await choose({ dailyAt: "09:00" }, { webhook: { kind: "set", address } });
    const before = await readAlerts(shop);
    const secret = await renewSecret(shop, ACTOR);
    expect(await readWebhook(shop)).toEqual({ address, secret });
    await removeWebhook(shop, ACTOR);
    expect(await readAlerts(shop)).toEqual({ ...before, hasWebhook: false });
    expect(await renewSecret(shop, ACTOR)).toBeNull();
    const entries = await readAuditEntriesOfAll(shop, "alerts", { limit: 2 });
    expect(entries.map(({ field }) => field)).toEqual(["webhook", "webhookSecret"]);
  });

  it("that is removed gets nothing more, and without addresses no digest is due", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address } });
    receiver.answer = { status: 503, body: "busy" };
    await tick(AFTER_EIGHT);
    await removeWebhook(shop, ACTOR);
    expect(await readAlertDeliveries(shop, 9)).toEqual([]);
    expect((await readAlerts(shop)).nextDigestAt).toBeNull();
  });

  it("in a private network is never connected to", async () => {
    await choose({ emails: [] }, { webhook: { kind: "set", address: "https://169.254.169.254/latest" } });
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(shop, 9)).toMatchObject([{ status: "failed", fault: "webhook-address" }]);
  });
});

describe("a test", () => {
  it("tells what stands, in quiet hours too, and leaves what there is to tell to the digest", async () => {
    await choose({ quietHours: { from: "06:00", to: "07:30" } });
    await tick(MORNING);
    expect(await sendTest(shop, "email", MORNING)).toMatchObject({
      kind: "tried",
      outcomes: [{ outcome: { kind: "sent" } }],
    });
    expect(await sendTest(shop, "webhook", MORNING)).toEqual({ kind: "no-channel" });
    await tick(AFTER_EIGHT);
    expect(subjects()).toHaveLength(2);
    expect(mailbox.received[0]?.text).toContain("This is a test");
  });

  it("says at once why it did not arrive, and can't be repeated without end", async () => {
    await choose({});
    mailbox.refusal = { code: 554, text: "Not from you" };
    const tests = await Promise.all(Array.from({ length: 6 }, () => sendTest(shop, "email", MORNING)));
    const tried = tests.filter(({ kind }) => kind === "tried");
    expect(tried).toHaveLength(5);
    expect(tried[0]).toMatchObject({
      outcomes: [{ outcome: { kind: "failed", fault: "email-refused" } }],
    });
    expect(new Set((await readAlertDeliveries(shop, 9)).map(({ status }) => status))).toEqual(new Set(["failed"]));
    expect(await sendTest(shop, "email", MORNING)).toEqual({ kind: "too-many" });
  });
});

describe("the page", () => {
  it("saves nothing over what somebody else has changed since it was opened, a merger of vendors too", async () => {
    await db.vendor.createMany({ data: [7n, 9n].map((vendorId) => ({ shop, vendorId, name: `Vendor ${vendorId}` })) });
    const opened = await readAlertsReport(shop, "en");
    await choose({ emails: ["buyer@example.com", "other@example.com"], vendorIds: ["7"] });
    const wanted = { settings: opened.settings, webhook: { kind: "kept" } as const, actor: ACTOR };
    const saving = await changeAlerts(shop, { ...wanted, seenEntryId: opened.seenEntryId }, MORNING);
    expect(saving).toMatchObject({ kind: "stale", entries: [{ field: "vendorIds" }, { field: "emails" }] });
    expect((await readAlerts(shop)).settings.emails).toContain("other@example.com");

    const { seenEntryId } = await readAlertsReport(shop, "en");
    await inTransaction((transaction) => mergeVendors(transaction, shop, { fromId: "7", intoId: "9", actor: ACTOR }));
    expect(await changeAlerts(shop, { ...wanted, seenEntryId }, MORNING)).toMatchObject({
      entries: [{ field: "vendorIds", oldValue: ["7"], newValue: ["9"] }],
    });
  });

  it("says when the next digest goes: at the end of quiet hours where it is due within them", async () => {
    const next = () => expectNextDigest(shop, MORNING);
    expect(await next()).toEqual({ kind: "nobody" });
    await choose({ quietHours: { from: "07:30", to: "08:45" } });
    expect(await next()).toEqual({ kind: "at", at: "2026-11-26T08:45:00.000Z" });
    await choose({ frequency: "at-once" });
    expect(await next()).toEqual({ kind: "as-soon-as-new" });
    await choose({ frequency: "at-once", quietHours: { from: "06:00", to: "07:30" } });
    expect(await next()).toEqual({ kind: "at", at: "2026-11-26T07:30:00.000Z" });
  });

  it("says how it went with more than the last digest or two, to however many people", async () => {
    await choose({ emails: Array.from({ length: 10 }, (_, index) => `buyer-${index}@example.com`) });
    for (const [day, status] of ["healthy", "reorder-now", "out-of-stock"].entries()) {
      await setStatus(4, status);
      await lookAtShop(shop, later(day * 24 * HOUR_MS));
    }
    expect((await readAlertsReport(shop, "en")).deliveries).toHaveLength(30);
  });

  it("names the chosen vendors that supply nothing any more, and leaves out those that were deleted", async () => {
    await db.vendor.create({ data: { shop, vendorId: 9n, name: "Cleo" } });
    await choose({ vendorIds: ["9", "10", "none"] });
    expect(await readAlertsReport(shop, "en")).toMatchObject({
      settings: { vendorIds: ["9", "none"] },
      vendors: [{ vendorId: "9", name: "Cleo" }],
    });
  });
});

describe("the news of the home page", () => {
  it("count what came to run out since yesterday, until they are put aside", async () => {
    const now = new Date();
    const news = async () => (await readShopFigures(shop))?.news;
    await lookAtShop(shop, later(-10 * HOUR_MS, now));
    // What stood when it was first looked at is not new.
    expect(await news()).toBeNull();
    await setStatus(4, "out-of-stock");
    await lookAtShop(shop, later(-HOUR_MS, now));
    expect(await news()).toEqual({
      outOfStock: 1,
      reorderNow: 0,
      reorderSoon: 0,
      vendorIds: null,
      until: later(-HOUR_MS, now).toISOString(),
    });
    await noteNewsSeen(shop, later(-HOUR_MS, now));
    expect(await news()).toBeNull();
  });

  it("outlive that something is saved before anybody has looked, and are none of what stood and is told of from now on", async () => {
    const now = new Date();
    await lookAtShop(shop, later(-10 * HOUR_MS, now));
    await setStatus(4, "out-of-stock");
    await choose({ language: "de" }, { now });
    await lookAtShop(shop, now);
    expect((await readShopFigures(shop))?.news).toMatchObject({ outOfStock: 1, reorderNow: 0 });

    await setStatus(4, "reorder-now");
    await setStatus(2, "out-of-stock");
    await choose({ statuses: ["out-of-stock", "reorder-soon"] }, { now });
    await lookAtShop(shop, now);
    expect((await readShopFigures(shop))?.news).toMatchObject({ outOfStock: 1, reorderSoon: 0 });
  });

  it("outlive that a chosen vendor is merged into another", async () => {
    const now = new Date();
    await db.vendor.createMany({ data: [7n, 9n].map((vendorId) => ({ shop, vendorId, name: `Vendor ${vendorId}` })) });
    await choose({ vendorIds: ["7"] }, { now });
    await lookAtShop(shop, now);
    await setStatus(3, "out-of-stock");
    await inTransaction((transaction) => mergeVendors(transaction, shop, { fromId: "7", intoId: "9", actor: ACTOR }));
    await lookAtShop(shop, now);
    expect((await readShopFigures(shop))?.news).toMatchObject({ outOfStock: 1, vendorIds: ["9"] });
  });
});

describe("a shop", () => {
  it("is looked at when its plans have changed, and not again before they do", async () => {
    expect(await listShopsToLookAt(MORNING)).toContain(shop);
    await lookAtShop(shop, MORNING);
    expect(await listShopsToLookAt(later(24 * HOUR_MS))).not.toContain(shop);
    await setStatus(4, "reorder-now");
    expect(await listShopsToLookAt(later(60_000, MORNING))).not.toContain(shop);
    expect(await listShopsToLookAt(later(10 * 60_000, MORNING))).toContain(shop);
  });

  it("hears nothing of another's", async () => {
    const other = await makeShop();
    await choose({});
    await tick(AFTER_EIGHT);
    expect(await readAlertDeliveries(other, 9)).toEqual([]);
    expect((await readAlerts(other)).settings.emails).toEqual([]);
    expect((await previewDigest(other, "en", AFTER_EIGHT)).html).not.toContain("buyer@example.com");
  });

  it("has its changes of alerts in the audit trail, without what is secret", async () => {
    await choose({ frequency: "at-once" }, { webhook: { kind: "set", address } });
    const entries = await readAuditEntriesOfAll(shop, "alerts", { limit: 9 });
    expect(entries.map(({ field }) => field).sort()).toEqual(["emails", "frequency", "webhook"]);
    expect(JSON.stringify(entries)).not.toMatch(/\/hook|buyer@/);
  });

  it("that removes the app is forgotten, and hears nothing more", async () => {
    mailbox.refusal = { code: 451, text: "Come back later" };
    await choose({}, { webhook: { kind: "set", address } });
    await tick(AFTER_EIGHT);
    await unregisterShop(shop, new Date());
    mailbox.refusal = null;
    await tick(later(HOUR_MS));
    expect(mailbox.received).toEqual([]);
    for (const table of ["alert_settings", "alerted_items", "alert_digests", "alert_deliveries"]) {
      expect((await pool.query(`SELECT FROM ${table} WHERE shop = $1`, [shop])).rowCount).toBe(0);
    }
  });
});

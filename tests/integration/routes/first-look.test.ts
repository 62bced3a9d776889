import { connectShop, type ConnectedShop } from "../sync/connected-shop";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLatestRun } from "~/data/sync-runs";
import { readSettings } from "~/data/shop-settings";
import { readHome } from "~/reports/home-report";
import { loader as loadItem } from "~/routes/app.items.$id";
import { action as setUp } from "~/routes/app.setup";
import { loader as loadVendor } from "~/routes/app.vendors.$id";
import { loader as loadVendors } from "~/routes/app.vendors._index";
import { pool } from "~/db.server";
import { closeQueue } from "~/sync/job-queue";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36";

let connected: ConnectedShop;

beforeAll(async () => {
  connected = await connectShop();
});

afterAll(async () => {
  await closeQueue();
  await connected.sandbox.close();
});

describe("a new shop's first look at the app", () => {
  it.each([
    ["/app/vendors", loadVendors],
    ["/app/vendors/7", loadVendor],
    ["/app/items/7", loadItem],
  ])("starts the first pull and shows how far it is, also at %s", async (path, loader) => {
    const { shop, sandbox } = connected;
    await pool.query("DELETE FROM sync_runs WHERE shop = $1", [shop]);
    const headers = { authorization: `Bearer ${sandbox.installation.mintIdToken({})}`, "user-agent": BROWSER };
    const request = new Request(`http://localhost:4000${path}`, { headers });
    const shown = await loader({ request, params: { id: "7" }, context: {} });
    expect("list" in shown ? shown.list : shown).toMatchObject({ stage: "first-pull", failure: null });
    expect(await readLatestRun(shop, "first-pull")).toMatchObject({ status: "running" });
  });
});

describe("a new shop's set-up", () => {
  const send = async (form: Record<string, string>) => {
    const { sandbox } = connected;
    const headers = { authorization: `Bearer ${sandbox.installation.mintIdToken({})}`, "user-agent": BROWSER };
    const body = new URLSearchParams(form);
    const request = new Request("http://localhost:4000/app/setup", { method: "POST", headers, body });
    return setUp({ request, params: {}, context: {} });
  };
  const read = async () => (await readHome(connected.shop))?.setup;

  it("keeps what was done, stores what was typed, and ends with its last step", async () => {
    expect(await read()).toMatchObject({ done: [], isLeft: false, leadTimeDays: 14, serviceLevel: 0.95 });
    expect(await send({ step: "leadTime", text: "0" })).toEqual({
      error: "Must be more than 0 days: goods can't arrive before they are ordered.",
      step: "leadTime",
    });
    expect(await read()).toMatchObject({ done: [], leadTimeDays: 14 });
    expect(await send({ step: "leadTime", text: "21" })).toEqual({ error: null, step: null });
    await send({ step: "leadTime", text: "21" });
    await send({ step: "leave" });
    expect(await read()).toMatchObject({ done: ["leadTime"], isLeft: true, leadTimeDays: 21 });
    await send({ step: "resume" });
    await send({ step: "serviceLevel", text: "97.5" });
    await send({ step: "vendors" });
    expect(await readHome(connected.shop)).toMatchObject({ setup: null });
    expect(await readSettings(connected.shop)).toMatchObject({ leadTimeDays: 21, serviceLevel: 0.975 });
  });
});

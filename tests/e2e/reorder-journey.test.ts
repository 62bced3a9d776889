import { readFile } from "node:fs/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import Papa from "papaparse";
import type { Browser, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { APP_PATH, launchBrowser, openAdmin, readLayoutShift, type AdminPage } from "./admin-browser";
import { ReorderListPage } from "./reorder-list-page";
import { startDemo, type Demo } from "./start-demo";

let demo: Demo;
let browser: Browser;
let admin: AdminPage;
let list: ReorderListPage;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ skus: 300 });
  admin = await openAdmin(browser, demo.address);
  list = new ReorderListPage(admin.app);
  await list.untilReady();
});

afterEach(() => {
  expect(admin.faults).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  expect(await demo.stop()).toBe(0);
  expect(demo.output()).not.toContain("error:");
});

const addressInAdmin = () => {
  const { pathname, search } = new URL(admin.page.url());
  return pathname.slice(APP_PATH.length) + search;
};

/** For what the page shows a moment later. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

/** A number as the page writes it, such as 1,234.5. */
const toNumber = (text: string) => Number(text.replaceAll(",", ""));

/** Clients that break the connection off while the app works for them. */
async function leaveInTheMiddle(address: URL, token: string): Promise<void> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "list_vendors" } });
  const headers = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    Accept: "application/json, text/event-stream",
  };
  const calls = Array.from({ length: 20 }, (_, index) =>
    fetch(address, { method: "POST", headers, body, signal: AbortSignal.timeout(1 + index) }),
  );
  const ends = await Promise.allSettled(calls);
  expect(ends.some(({ status }) => status === "rejected")).toBe(true);
}

const quantitiesToOrder = async () => (await list.read()).map((row) => row["To order"] ?? "");

describe("a merchant who opens the app in the admin", () => {
  it("is led from the first look to plans of his own", async () => {
    const { app } = admin;
    await app.getByRole("button", { name: "Keep this" }).click();
    await app.getByText("2 of 4 done").waitFor();
    await app.getByRole("button", { name: "Keep this" }).click();
    await app.getByText("3 of 4 done").waitFor();
    await app.getByRole("button", { name: "Done" }).click();
    await eventually(() => app.getByText("Make the plans your own").count()).toBe(0);
    // What matters today leads to the SKUs that it is made of.
    await app.locator("dl").first().getByRole("link").first().click();
    await eventually(addressInAdmin).toBe("/app?to_order=true");
    await app.getByText("Only what is to be ordered").first().waitFor();
  });

  it("sees which SKUs to order after the first pull, most units first", async () => {
    await admin.open("/app");
    await list.untilReady();
    await list.sortBy("Available");
    await eventually(addressInAdmin).toContain("sort=available");
    await list.sortBy("To order");
    await eventually(addressInAdmin).not.toContain("sort=available");

    await eventually(async () => {
      const quantities = (await quantitiesToOrder()).map(toNumber);
      return (
        quantities.length > 10 &&
        quantities.every((quantity, index) => index === 0 || quantity <= (quantities[index - 1] ?? 0))
      );
    }).toBe(true);
    expect(toNumber((await quantitiesToOrder())[0] ?? "")).toBeGreaterThan(0);
  });

  it("keeps headings and names in sight wherever the list is scrolled to", async () => {
    const isInSight = (shown: Locator) =>
      shown.evaluate((element) => {
        const { top, left } = element.getBoundingClientRect();
        return top >= 0 && left >= 0;
      });
    const scroller = admin.app.getByRole("group", { name: "Table, scrolls sideways" });
    await scroller.evaluate((element) => {
      element.scrollLeft = 250;
    });
    await list.rows.last().scrollIntoViewIfNeeded();
    await eventually(() => isInSight(list.heading("Product"))).toBe(true);
    await eventually(() => isInSight(list.rows.last().getByRole("link"))).toBe(true);
  });

  it("opens a SKU, reads why, and comes back to the list where it was", async () => {
    await admin.open("/app?q=a");
    await list.untilReady();
    const [first] = await list.read();
    if (!first) throw new Error("The list is empty");
    const title = (first.Product ?? "").split("\n")[0] ?? "";
    await list.rows.first().getByRole("link").click();

    const { app, page } = admin;
    await app.getByRole("heading", { level: 1, name: title }).waitFor();
    expect(addressInAdmin()).toMatch(/^\/app\/items\/\d+$/);
    await app.getByText(`Order ${first["To order"]} units now.`).waitFor();
    await app.getByRole("heading", { name: "How this is worked out" }).waitFor();
    await eventually(() => app.getByText(first.SKU ?? "", { exact: true }).count()).toBeGreaterThan(0);

    await app.getByRole("link", { name: "Reorder list" }).click();
    await list.untilReady();
    expect(addressInAdmin()).toBe("/app?q=a");
    await list.rows.first().getByRole("link").click();
    await app.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.reload();
    await app.getByRole("heading", { level: 1, name: title }).waitFor();

    await page.goBack();
    await list.untilReady();
    expect(addressInAdmin()).toBe("/app?q=a");
    expect((await list.read())[0]).toEqual(first);

    await page.goForward();
    await app.getByRole("heading", { level: 1, name: title }).waitFor();
  });

  it("downloads as CSV what the screen shows", async () => {
    await admin.open("/app");
    await list.untilReady();
    const [download] = await Promise.all([admin.page.waitForEvent("download"), list.exportCsv()]);
    const { data, errors } = Papa.parse<Record<string, string>>(await readFile(await download.path(), "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toHaveLength(300);

    const shown = await list.read();
    expect(shown.length).toBeGreaterThan(10);
    const csvRowsOfPage = data.slice(0, shown.length);
    expect(shown.map((row) => [row.SKU, toNumber(row["To order"] ?? ""), toNumber(row.Available ?? "")])).toEqual(
      csvRowsOfPage.map((row) => [row.sku, Number(row.suggested_order_quantity), Number(row.available)]),
    );
    expect(
      shown.map((row) => [toNumber(row.Incoming ?? ""), toNumber(row["Reorder point"] ?? ""), row.Decile]),
    ).toEqual(csvRowsOfPage.map((row) => [Number(row.incoming), Number(row.reorder_point), row.velocity_decile]));
  });

  it("finds the app's pages in the admin's navigation", async () => {
    const { app, page } = admin;
    await admin.open("/app");
    const navigation = page.getByRole("navigation", { name: "Admin" });
    for (const name of ["Status", "Vendors", "Fast movers", "Settings"]) {
      await navigation.getByRole("link", { name }).click();
      await app.getByRole("heading", { level: 1, name }).waitFor();
      await eventually(() => navigation.getByRole("link", { name }).getAttribute("aria-current")).toBe("page");
    }
    expect(addressInAdmin()).toBe("/app/settings");
    await page.goBack();
    await app.getByRole("heading", { level: 1, name: "Fast movers" }).waitFor();
    await navigation.getByRole("link", { name: "Inventory Intelligence" }).click();
    await app.getByRole("heading", { level: 1, name: "Reorder list" }).waitFor();
  });

  it("sets the lead time of two selected SKUs, and finds on a SKU's page what holds and who set it", async () => {
    const { app, page } = admin;
    await admin.open("/app");
    await list.untilReady();
    const title = await list.rows.nth(1).getByRole("link").innerText();
    for (const row of [0, 1]) await list.rows.nth(row).getByRole("checkbox").press("Space");
    await list.changeTerms();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Lead time", { exact: true }).selectOption("Set to…");
    await dialog.getByLabel("New value: Lead time").fill("30");
    await dialog.getByRole("button", { name: "Apply" }).click();
    await page.getByRole("status").getByText("Changed the terms of 2 SKUs.").waitFor();
    await eventually(() => list.table.getByRole("checkbox", { checked: true }).count()).toBe(0);

    await list.table.getByRole("link", { name: title, exact: true }).click();
    await app.getByText("30 days of lead time (set for this SKU) need").waitFor();
    await app.getByText("Lead time: not set → 30 days").waitFor();
    await app.getByText(/Staff member \d+/).waitFor();
    await app.getByRole("button", { name: "Use the shop’s lead time" }).click();
    await page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" }).click();
    await app.getByText("14 days of lead time need").waitFor();
    await app.getByText("Lead time: 30 days → not set").waitFor();
  });

  it("saves what it finds as a view with columns of its own, and finds it again by its address", async () => {
    const { app, page } = admin;
    await admin.open("/app?q=a");
    await list.untilReady();
    await app.getByRole("button", { name: "Create new view" }).click();
    await app.getByRole("dialog").getByRole("textbox").fill("Air freight");
    await app.getByRole("dialog").getByRole("button", { name: "Create view" }).click();
    const tab = app.getByRole("tab", { name: "Air freight", selected: true });
    await tab.waitFor();
    await eventually(addressInAdmin).toMatch(/^\/app\?view=\d+$/);

    await app.getByRole("button", { name: "Columns" }).click();
    const columns = ["Demand, 13 weeks", "Lead time", "Pack size"];
    // Choices show before they are stored, one after the other.
    let storedAt = Infinity;
    page.on("response", (answer) => {
      if (answer.url().includes("/app/views")) storedAt = Date.now();
    });
    for (const name of columns) await app.getByRole("checkbox", { name }).press("Space");
    await page.keyboard.press("Escape");
    await list.table.getByRole("columnheader", { name: "Pack size" }).waitFor();
    await eventually(() => Date.now() - storedAt).toBeGreaterThan(1_500);
    const found = (await list.read()).map(({ SKU }) => SKU);
    await page.reload();
    await tab.waitFor();
    for (const name of columns) await list.table.getByRole("columnheader", { name }).waitFor();
    await list.rows
      .first()
      .getByRole("img", { name: /^Demand of (the|\d+ of the) last 13 weeks: / })
      .waitFor();
    expect((await list.read()).map(({ SKU }) => SKU)).toEqual(found);

    await list.sortBy("Available");
    await eventually(addressInAdmin).toContain("sort=available");
    await app.getByRole("button", { name: "Save", exact: true }).click();
    await eventually(addressInAdmin).toMatch(/^\/app\?view=\d+$/);
  });

  it("changes a SKU's lead time in its row by the keyboard, and takes it back", async () => {
    const { app, page } = admin;
    const leadTime = list.rows.first().getByRole("button", { name: /^14\s?Lead time of/ });
    const hasFocus = (button: typeof leadTime) =>
      eventually(() => button.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await leadTime.press("Enter");
    await page.keyboard.press("Enter");
    await hasFocus(leadTime);
    await leadTime.press("Enter");
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await app.getByText("Must be more than 0 days: goods can't arrive before they are ordered.").waitFor();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("33");
    // A colleague was faster.
    const variantId = /\d+$/.exec((await list.rows.first().getByRole("link").getAttribute("href")) ?? "")?.[0] ?? "";
    const status = await app.locator("body").evaluate(
      async (_, fields) => {
        const answer = await fetch("/app/item-policies", { method: "POST", body: new URLSearchParams(fields) });
        return answer.status;
      },
      { variantIds: variantId, leadTimeDays: "20" },
    );
    expect(status).toBe(200);
    await page.keyboard.press("Enter");
    await app.getByText(/changed this SKU meanwhile \(Lead time: not set → 20 days\)/).waitFor();
    await page.keyboard.press("Enter");
    const changed = list.rows.first().getByRole("button", { name: /^33\s?Lead time of/ });
    await hasFocus(changed);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("status").getByText("1 SKU is as it was before.").waitFor();
    await list.rows
      .first()
      .getByRole("button", { name: /^20\s?Lead time of/ })
      .waitFor();
  });

  it("is offered to take back what made a SKU leave the list", async () => {
    const { page } = admin;
    await admin.open(`${addressInAdmin()}&status=healthy`);
    const title = await list.rows.first().getByRole("link").innerText();
    const row = list.rows.filter({ hasText: title });
    await row.getByRole("button", { name: /Lead time of/ }).press("Enter");
    await page.keyboard.type("400");
    await page.keyboard.press("Enter");
    await eventually(() => row.count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("status").getByText("1 SKU is as it was before.").waitFor();
    await row.waitFor();
  });

  it("excludes all that a filter keeps from planning, and takes that back", async () => {
    const { app, page } = admin;
    await admin.open("/app");
    await list.untilReady();
    const planned = app.getByText("of 300", { exact: true });
    await planned.waitFor();
    await admin.open("/app?status=overstock");
    await list.rows.first().getByRole("checkbox").press("Space");
    await list.table.getByRole("checkbox").first().press("Space");
    await app.getByRole("button", { name: "Exclude from planning" }).first().click();
    await page
      .getByRole("status")
      .getByText(/^Excluded \d+ SKUs from planning/)
      .waitFor();
    await app.getByText("No SKUs match").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page
      .getByRole("status")
      .getByText(/^\d+ SKUs are as they were before/)
      .waitFor();
    await list.rows.first().waitFor();
    await admin.open("/app");
    await planned.waitFor();
  });

  it("tries another lead time on a SKU's page, sees what it would change, and applies it while the connection is away", async () => {
    const { app, page } = admin;
    await admin.open("/app");
    await list.untilReady();
    await list.rows.nth(2).getByRole("link").click();
    await eventually(() => app.getByRole("application", { name: /^(Projected stock|Daily demand)/ }).count()).toBe(2);

    const whatIf = app.getByRole("group", { name: "What if" });
    const orderUpTo = whatIf.getByRole("row", { name: /^Order up to/ }).getByRole("cell");
    const levels = async () => (await orderUpTo.allInnerTexts()).map(toNumber);
    const [now = 0, whatIfUnchanged] = await levels();
    expect(whatIfUnchanged).toBe(now);
    await whatIf.getByLabel("Lead time").fill("40");
    await eventually(async () => (await levels())[1]).toBeGreaterThan(now);

    const [, expected] = await levels();
    await page.context().setOffline(true);
    await whatIf.getByRole("button", { name: "Apply to this SKU" }).click();
    await app.getByText("what you do here is sent as soon as you are connected again").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("status").getByText("Applied. The plan follows these terms.").waitFor();
    await app.getByText("40 days of lead time (set for this SKU) need").waitFor();
    await eventually(levels).toEqual([expected, expected]);
  });

  it("changes a setting before the page's scripts are there, saves it in the admin's bar, and is told that plans follow", async () => {
    const { app, page } = admin;
    let letScriptsCome = () => {};
    const scripts = new Promise<void>((resolve) => (letScriptsCome = resolve));
    await page.route(/entry\.client/u, (route) => scripts.then(() => route.continue()), { times: 1 });
    await page.goto(`${demo.address}${APP_PATH}/app/settings`, { waitUntil: "commit" });
    const saveBar = page.getByRole("region", { name: "Unsaved changes" });
    const leadTime = app.getByLabel("Lead time", { exact: true });
    await leadTime.fill("21");
    letScriptsCome();
    await saveBar.getByRole("button", { name: "Discard" }).click();
    await eventually(() => leadTime.inputValue()).toBe("14");
    await eventually(() => saveBar.isVisible()).toBe(false);

    await leadTime.fill("21");
    await saveBar.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").getByText("Replanning 300 SKUs").waitFor();
    await eventually(() => saveBar.isVisible()).toBe(false);
  });

  it("is shown what is wrong with alerts, has it forgotten with what is discarded, and keeps what is saved", async () => {
    const { app, page } = admin;
    await admin.open("/app/settings");
    await app.getByRole("link", { name: "Set up alerts" }).click();
    const saveBar = page.getByRole("region", { name: "Unsaved changes" });
    const addresses = app.getByLabel("Addresses");
    const fault = app.getByText("Must be email addresses, one a line.");
    await addresses.fill("buyer");
    await saveBar.getByRole("button", { name: "Save" }).click();
    await fault.waitFor();
    await eventually(() => addresses.evaluate((field) => field.matches(":focus"))).toBe(true);
    await saveBar.getByRole("button", { name: "Discard" }).click();
    await addresses.fill("buyer@example.com");
    await saveBar.waitFor();
    expect(await fault.count()).toBe(0);
    await saveBar.getByRole("button", { name: "Save" }).click();
    await page.getByRole("status").getByText("Alerts saved").waitFor();
    expect(await addresses.inputValue()).toBe("buyer@example.com");
    await eventually(() => saveBar.isVisible()).toBe(false);
  });

  it("makes an API token, by which a script gets the list and is told how often it may ask, until it is revoked", async () => {
    const { app, page } = admin;
    await admin.open("/app/settings");
    await app.getByRole("link", { name: "Manage tokens" }).click();
    await app.getByLabel("Name").fill("Nightly export");
    await app.getByLabel("Name").press("Enter");
    const field = app.getByRole("textbox", { name: "Token" });
    const token = await field.inputValue();
    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${demo.appAddress}/api/reorder.json`, { headers: { Authorization: `Bearer ${token}`, ...headers } });
    const answer = await ask();
    expect((await answer.json()) as object).toMatchObject({ totals: { skus: 300 } });
    // What only the server as a whole does.
    expect(answer.headers.get("Content-Encoding")).toBe("gzip");
    expect(answer.headers.get("RateLimit")).toMatch(/^"by-token"; r=599; t=\d+$/);
    const assistant = new Client({ name: "test", version: "1" });
    const requestInit = { headers: { Authorization: `Bearer ${token}` } };
    await assistant.connect(new StreamableHTTPClientTransport(new URL("/mcp", demo.appAddress), { requestInit }));
    const { structuredContent } = await assistant.callTool({ name: "list_reorder_suggestions" });
    expect(structuredContent).toMatchObject({ totals: { skus: 300 } });
    await leaveInTheMiddle(new URL("/mcp", demo.appAddress), token);
    expect((await assistant.callTool({ name: "get_health" })).isError).toBeUndefined();
    // Plans still follow the setting of before.
    const askAgain = async () => ask({ "If-None-Match": (await ask()).headers.get("ETag") ?? "" });
    await eventually(async () => (await askAgain()).status).toBe(304);

    await page.reload();
    await app.getByRole("button", { name: "Revoke Nightly export" }).click();
    expect(await field.count()).toBe(0);
    await app.getByRole("dialog").getByRole("button", { name: "Revoke token" }).click();
    await app.getByText("Revoked", { exact: true }).waitFor();
    expect((await ask()).status).toBe(401);
  });

  it("replays the shop's sales, shows what either method would have kept, and plans by the other one", async () => {
    const { app, page } = admin;
    await admin.open("/app/settings");
    await app.getByRole("button", { name: "Check now" }).click();
    await app.getByRole("row", { name: /^Lead times covered/ }).waitFor({ timeout: 60_000 });
    await app.getByRole("application", { name: /^Stock against service/ }).waitFor();

    await app.getByText("Calibrated on your sales", { exact: true }).first().click();
    await page.getByRole("region", { name: "Unsaved changes" }).getByRole("button", { name: "Save" }).click();
    await app.getByText("The new plan is there").waitFor({ timeout: 60_000 });

    await admin.open("/app/fast-movers");
    await list.untilReady();
    await list.rows.first().getByRole("link").click();
    await app.getByText(/Replayed on your own sales, items that sell like this one needed/).waitFor();
  });

  it("sees nothing move on a phone while the list appears", async () => {
    const phone = await openAdmin(browser, demo.address, { width: 375, height: 740 });
    await new ReorderListPage(phone.app).untilReady();
    // Shows once the browser has measured the page, as does what could move.
    await phone.app.getByRole("button", { name: "View actions for Reorder list" }).waitFor();
    expect(await readLayoutShift(phone.page)).toBeLessThan(0.02);
    expect(phone.faults).toEqual([]);
    await phone.page.context().close();
  });
});

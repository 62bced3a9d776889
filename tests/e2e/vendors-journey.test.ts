import { readFile } from "node:fs/promises";
import Papa from "papaparse";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, openAdmin, type AdminPage } from "./admin-browser";
import { ReorderListPage } from "./reorder-list-page";
import { startDemo, type Demo } from "./start-demo";

/** What a spreadsheet or a browser would run, were it not a name. */
const VENDOR = "=1+1 <b>Northlight</b>; DROP TABLE vendors";

let demo: Demo;
let browser: Browser;
let admin: AdminPage;
let list: ReorderListPage;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ skus: 120 });
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
});

/** For what the page shows a moment later. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 30_000 });

const toastSays = (text: string | RegExp) => admin.page.getByRole("status").getByText(text).waitFor();

async function upload(name: string, lines: readonly string[]): Promise<void> {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
  await admin.app.locator('input[type="file"]').setInputFiles(file);
}

async function downloadMapping(): Promise<Record<string, string>[]> {
  const [download] = await Promise.all([
    admin.page.waitForEvent("download"),
    admin.app.getByRole("button", { name: "Download mapping" }).click(),
  ]);
  const text = await readFile(await download.path(), "utf8");
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

describe("somebody who keeps who supplies what", () => {
  it("assigns two SKUs to a vendor who is not known yet, and finds them in that vendor's order", async () => {
    const { app } = admin;
    await admin.open("/app");
    await list.untilReady();
    const titles = await Promise.all([0, 1].map((row) => list.rows.nth(row).getByRole("link").first().innerText()));
    for (const row of [0, 1]) await list.rows.nth(row).getByRole("checkbox").press("Space");
    await app.getByRole("button", { name: "Assign vendor" }).first().click();
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel("Vendor", { exact: true }).fill(VENDOR);
    await app.getByRole("option", { name: /^Create vendor/ }).click();
    await dialog.getByRole("button", { name: "Assign", exact: true }).click();
    await toastSays(/2 /);

    await admin.open("/app/vendors");
    await app.getByRole("link", { name: VENDOR, exact: true }).click();
    await app.getByRole("heading", { level: 1, name: VENDOR }).waitFor();
    for (const title of titles) await app.getByRole("link", { name: title, exact: true }).first().waitFor();
  });

  it("changes a quantity of the vendor's order, which keeps it, and downloads the order", async () => {
    const { app, page } = admin;
    await admin.open("/app/vendors");
    await app.getByRole("link", { name: VENDOR, exact: true }).click();
    const row = app
      .getByRole("row")
      .filter({ has: app.getByRole("textbox") })
      .first();
    const quantity = row.getByRole("textbox");
    await quantity.fill("7");
    await quantity.press("Enter");
    await app.getByText("Saved", { exact: false }).first().waitFor();
    await page.reload();
    await eventually(() => quantity.inputValue()).toBe("7");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("button", { name: "Export order" }).click(),
    ]);
    const { data } = Papa.parse<Record<string, string>>(await readFile(await download.path(), "utf8"), {
      header: true,
      skipEmptyLines: true,
    });
    expect(data).toHaveLength(2);
    expect(data.map((line) => line.quantity)).toContain("7");
    for (const line of data)
      expect(Number(line.line_value)).toBeCloseTo(Number(line.quantity) * Number(line.unit_cost), 4);
  });

  it("takes the vendor from a SKU, which is unassigned then", async () => {
    const { app } = admin;
    await admin.open("/app");
    await list.untilReady();
    const title = await list.rows.first().getByRole("link").first().innerText();
    await list.rows.first().getByRole("link").first().click();
    await app.getByRole("heading", { level: 1, name: title }).waitFor();
    // The vendor that Shopify names is still another source.
    for (let removed = 0; removed < 2; removed++) {
      await app
        .getByRole("button", { name: /^Remove / })
        .first()
        .click();
      await app.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
      await eventually(() => app.getByRole("dialog").count()).toBe(0);
    }
    await app.getByText("Unassigned: nobody supplies this SKU").waitFor();

    await admin.open("/app?vendor=none");
    await list.untilReady();
    await eventually(async () => (await list.read()).map((row) => (row.Product ?? "").split("\n")[0])).toEqual([title]);
  });

  it("uploads a mapping with faults, reads them, uploads it corrected, applies it, and undoes it", async () => {
    const { app } = admin;
    await admin.open("/app/vendors/mapping");
    const before = await downloadMapping();
    expect(before).toHaveLength(121); // Two SKUs have two vendors each, but one of them has none now: a row all the same.
    const unassigned = before.find(({ vendor }) => vendor === "")?.sku ?? "";

    await upload("northlight.csv", [
      "sku;vendor;vendor_sku;unit_cost;pack_size",
      `${unassigned};Northlight Ltd;N-1;1,25;6`,
      "NO-SUCH-SKU;Northlight Ltd;N-2;1,25;six",
    ]);
    await app.getByText(/: nothing of this file can be applied/).waitFor();
    await app.getByRole("cell", { name: "NO-SUCH-SKU" }).waitFor();
    await app.getByRole("cell", { name: "six" }).waitFor();
    expect(await app.getByRole("button", { name: "Apply changes" }).isDisabled()).toBe(true);

    await upload("northlight.csv", [
      "sku;vendor;vendor_sku;unit_cost;pack_size",
      `${unassigned};Northlight Ltd;N-1;1,25;6`,
    ]);
    await app.getByText("Vendors that will be created: Northlight Ltd").waitFor();
    await app.getByRole("button", { name: "Apply changes" }).click();
    await app.getByText(/^Vendors of items: 1 added, 0 changed .*, 0 removed$/).waitFor({ timeout: 60_000 });
    const applied = await downloadMapping();
    expect(applied.find(({ sku }) => sku === unassigned)).toMatchObject({
      vendor: "Northlight Ltd",
      vendor_sku: "N-1",
      unit_cost: "1.25",
      pack_size: "6",
      preferred: "yes",
    });

    await app.getByRole("button", { name: "Undo", exact: true }).click();
    await app.getByRole("dialog").getByRole("button", { name: "Undo import" }).click();
    await app.getByText("Everything is as it was before.").waitFor({ timeout: 60_000 });
    expect(await downloadMapping()).toEqual(before);
  });
});

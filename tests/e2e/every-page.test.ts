import { readdirSync } from "node:fs";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import de from "../../app/words/de.json";
import en from "../../app/words/en.json";
import { LANGUAGE_COOKIE } from "../../sandbox/host/admin-language";
import { frameOf, launchBrowser, openAdmin, type AdminPage } from "./admin-browser";
import {
  findBarriers,
  findEnglish,
  findMotion,
  findSmallTargets,
  findUnstyled,
  readWidth,
  takePicture,
} from "./page-checks";
import { startDemo, type Demo } from "./start-demo";

const PHONE = { width: 375, height: 740 };
const DESK = { width: 1400, height: 900 };

/** A page or a state of one. */
interface View {
  name: string;
  path: string;
  /** What brings the page into the state. */
  act?: (app: FrameLocator, page: Page) => Promise<void>;
}

let demo: Demo;
let browser: Browser;
/** The same shop on an English desk and on a German phone. */
let desk: AdminPage;
let phone: AdminPage;

beforeAll(async () => {
  browser = await launchBrowser();
  demo = await startDemo({ skus: 150 });
});

afterAll(async () => {
  await browser.close();
  expect(await demo.stop()).toBe(0);
});

/** Of the phone, whose owner speaks German and does not want to see things move. */
const setUpPhone = async (page: Page) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.context().addCookies([{ name: LANGUAGE_COOKIE, value: "de", url: demo.address }]);
};

/** Sets what the sandbox's Shopify grants or spoils. */
async function control(path: string, method: string, body?: object): Promise<void> {
  const response = await fetch(demo.address + path, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok, `${method} ${path}`).toBe(true);
}

/** All that is asked of every page and every state, in the language and at the width of the window. */
async function check(window: AdminPage, name: string): Promise<Record<string, string[]>> {
  const { page } = window;
  const isPhone = window === phone;
  await takePicture(page, `${isPhone ? "phone-german" : "desk"}-${name}`);
  const width = await readWidth(page);
  const found = {
    barriers: await findBarriers(page),
    unstyled: await findUnstyled(page),
    ...(isPhone && {
      english: await findEnglish(page),
      smallTargets: await findSmallTargets(page),
      motion: await findMotion(page),
      sideways: width > PHONE.width ? [`${width} px wide`] : [],
    }),
    // A page that does not exist is a 404 by intention.
    faults: window.faults.splice(0).filter((fault) => !/status of 404 .*\/app\/(items\/1|nowhere)\?/u.test(fault)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0));
}

async function checkView(window: AdminPage, { name, path, act }: View): Promise<[string, object][]> {
  await window.open(path);
  await act?.(window.app, window.page);
  const found = await check(window, name);
  return Object.keys(found).length > 0 ? [[name, found]] : [];
}

const selectTwo = async (app: FrameLocator) => {
  const boxes = app.locator("tbody tr, li").getByRole("checkbox");
  for (const index of [0, 1]) await boxes.nth(index).press("Space");
  await app.getByRole("checkbox", { checked: true }).nth(1).waitFor();
};

/** A text of the catalogue, in whichever language the page speaks. */
const inEither = (choose: (words: typeof en) => string) => new RegExp(`^(${choose(en)}|${choose(de)})$`, "u");

const openColumns = async (app: FrameLocator) => {
  await app.getByRole("button", { name: inEither(({ views }) => views.columns) }).click();
  await app.getByRole("checkbox", { name: inEither(({ columns }) => columns.packSize.title) }).waitFor();
};

const openVendors = async (app: FrameLocator, page: Page) => {
  const pill = { name: inEither(({ filters }) => filters.vendor) };
  await app.getByRole("search").getByRole("button", pill).click();
  await app.getByRole("dialog").getByRole("radio").first().waitFor();
  // For a style sheet, radio buttons of which none is chosen are as indeterminate as a checkbox for some of its rows.
  const mark = `getComputedStyle(document.querySelector("[role=dialog] input[type=radio]"), "::after").content`;
  expect(await frameOf(page).evaluate(mark)).toBe("none");
};

const openSorting = async (app: FrameLocator) => {
  await app.getByRole("button", { name: inEither(({ sorting }) => sorting.open) }).click();
  await app.getByRole("dialog").getByRole("radio").first().waitFor();
};

/** Polaris hides the field for a file until it has measured it, which comes after the page listens. */
const untilFileCanBeChosen = (app: FrameLocator) =>
  app.getByRole("button", { name: inEither(({ mapping }) => mapping.upload.choose) }).waitFor();

const openBulkTerms = async (app: FrameLocator) => {
  await selectTwo(app);
  await app
    .getByRole("button", { name: inEither(({ bulk }) => bulk.changeTerms) })
    .first()
    .click();
  await app.getByRole("dialog").getByRole("combobox").first().waitFor();
};

const enterNoLeadTime = async (app: FrameLocator) => {
  const leadTime = app.locator("input[name=leadTimeDays]");
  await leadTime.fill("0");
  await leadTime.press("Enter");
  await app.locator(".Polaris-InlineError").first().waitFor();
  await app.locator("input[name=leadTimeDays]:enabled").waitFor();
};

interface Focus {
  tag: string;
  label: string;
  name: string;
  href: string;
  /** Whether something is drawn around or over what has the focus. */
  isVisible: boolean;
}

/** What has the focus in the app's page. */
function readFocus(page: Page): Promise<Focus> {
  return frameOf(page).evaluate<Focus>(`(() => {
    const element = document.activeElement;
    // Polaris draws it on the element, on what stands beside it, or on a frame around it.
    const near = [element, ...(element.parentElement?.children ?? [])];
    for (let frame = element.parentElement; frame && near.length < 30 && frame !== document.body; frame = frame.parentElement) {
      if (near.push(frame) && frame.matches("form, section, td, li, dl")) break;
    }
    const drawn = near.flatMap((place) => [null, "::before", "::after"].map((part) => getComputedStyle(place, part)));
    return {
      tag: element.tagName,
      label: element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "",
      name: element.getAttribute("name") ?? "",
      href: element.getAttribute("href") ?? "",
      isVisible: drawn.some(({ outlineStyle, outlineWidth, outlineColor, boxShadow }) =>
        (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow.includes("0px 0px 0px 2px")),
    };
  })()`);
}

/** Goes on with the Tab key until what is looked for has the focus; it has to be seen at each step. */
async function tabTo(page: Page, isWanted: (focus: Focus) => boolean): Promise<void> {
  const seen: string[] = [];
  for (let steps = 0; steps < 150; steps++) {
    await page.keyboard.press("Tab");
    const focus = await readFocus(page);
    if (isWanted(focus)) return;
    if (focus.tag !== "BODY" && focus.tag !== "HTML") expect(focus).toEqual({ ...focus, isVisible: true });
    seen.push(focus.label || focus.name || focus.tag);
  }
  throw new Error(`The Tab key does not lead there, but to ${seen.join(", ")}`);
}

async function readViews(): Promise<View[]> {
  const { app } = desk;
  await desk.open("/app");
  const item = (await app.locator("a[href^='/app/items/']").first().getAttribute("href")) ?? "";
  await desk.open("/app/vendors");
  const vendor =
    (await app
      .locator("a[href^='/app/vendors/']:not([href$='new'], [href$='mapping'])")
      .first()
      .getAttribute("href")) ?? "";
  return [
    { name: "home", path: "/app" },
    { name: "home-out-of-stock", path: "/app?status=out-of-stock" },
    { name: "home-nothing-found", path: "/app?q=no+such+thing" },
    { name: "home-address-ignored", path: "/app?view=12&sort=luck&colour=red" },
    { name: "home-selected", path: "/app", act: selectTwo },
    { name: "home-columns", path: "/app", act: openColumns },
    { name: "home-vendor-filter", path: "/app", act: openVendors },
    { name: "home-sorting", path: "/app", act: openSorting },
    { name: "home-bulk-terms", path: "/app", act: openBulkTerms },
    { name: "fast-movers", path: "/app/fast-movers" },
    { name: "item", path: item },
    { name: "item-missing", path: "/app/items/1" },
    { name: "vendors", path: "/app/vendors" },
    { name: "vendor-new", path: "/app/vendors/new" },
    { name: "vendor-order", path: vendor },
    { name: "vendor-details", path: `${vendor}/details` },
    { name: "vendor-skus", path: `${vendor}/skus` },
    { name: "vendor-print", path: `${vendor}/print` },
    { name: "mapping", path: "/app/vendors/mapping", act: untilFileCanBeChosen },
    { name: "settings", path: "/app/settings" },
    { name: "settings-refused", path: "/app/settings", act: enterNoLeadTime },
    { name: "tokens", path: "/app/settings/tokens" },
    { name: "alerts", path: "/app/alerts" },
    { name: "status", path: "/app/status" },
    { name: "help", path: "/app/help" },
    { name: "no-such-page", path: "/app/nowhere" },
  ];
}

/** The addresses of the page of a route's file, by Remix's convention. */
function addressOf(file: string): RegExp {
  const parts = file
    .replace(/\.tsx$/u, "")
    .split(".")
    .filter((part) => part !== "_index");
  const path = parts.map((part) => (part.startsWith("$") ? "[^/]+" : part.replace(/_$/u, ""))).join("/");
  return new RegExp(`^/${path}(\\?|$)`, "u");
}

describe("every page and state of the app, on an English desk and on a German phone", () => {
  it("can be read and used by everybody while the shop is read for the first time, and when that fails", async () => {
    const granted = ["read_products", "read_inventory", "read_locations", "read_orders", "read_all_orders"];
    await control("/sandbox/scopes", "PUT", { scopes: granted.slice(0, 3) });
    [desk, phone] = await Promise.all([
      openAdmin(browser, demo.address, DESK),
      openAdmin(browser, demo.address, PHONE, setUpPhone),
    ]);
    const retry = desk.app.getByRole("button", { name: "Try again" });
    await desk.app.getByText("Shopify refused the data because the app lacks access: read_orders.").waitFor();
    await phone.app.getByRole("alert").or(phone.app.locator(".Polaris-Banner")).first().waitFor();
    expect.soft([await check(desk, "first-pull-failed"), await check(phone, "first-pull-failed")]).toEqual([{}, {}]);

    await control("/sandbox/faults", "PUT", { latencyMs: 3_000 });
    await control("/sandbox/scopes", "PUT", { scopes: granted });
    await retry.click();
    await desk.app.getByRole("progressbar").first().waitFor();
    await phone.app.getByRole("progressbar").first().waitFor();
    const found = [await check(desk, "first-pull"), await check(phone, "first-pull")];
    await control("/sandbox/faults", "DELETE");
    await desk.app.getByText("SKUs to reorder").waitFor({ timeout: 120_000 });
    expect.soft(found).toEqual([{}, {}]);
  });

  it("lets a merchant go from the list to a SKU's new lead time by the keyboard alone, and see where he is", async () => {
    const { app, page } = desk;
    await desk.open("/app");
    await frameOf(page).focus("body");
    await tabTo(page, (focus) => focus.tag === "INPUT" && focus.label.startsWith("Search"));
    await page.keyboard.type("a");
    await expect.poll(() => page.url()).toContain("q=a");
    await tabTo(page, (focus) => focus.href.startsWith("/app/items/"));
    await page.keyboard.press("Enter");
    await app.getByRole("heading", { name: "How this is worked out" }).waitFor();
    // The terms are among the last of many things on the page; the one in the what-if comes before.
    await tabTo(page, (focus) => focus.name === "leadTimeDays");
    await page.keyboard.type("35");
    await page.getByRole("region", { name: "Unsaved changes" }).waitFor();
    await page.keyboard.press("Enter");
    await app.getByText("35 days of lead time (set for this SKU) need").waitFor();

    await app.getByRole("link", { name: "Open in Shopify" }).press("Enter");
    await expect.poll(() => page.url()).toContain("/store/sandbox-store/products/");
  });

  it("can be read and used by everybody once there are plans", async () => {
    const views = await readViews();
    const pages = readdirSync("app/routes").filter((file) => /^app\..*\.tsx$/u.test(file));
    expect(pages.filter((file) => !views.some(({ path }) => addressOf(file).test(path)))).toEqual([]);
    const found: [string, object][] = [];
    for (const view of views) {
      for (const window of [desk, phone]) {
        const amiss = await checkView(window, view);
        found.push(
          ...amiss.map(([name, faults]): [string, object] => [
            `${name}, ${window === desk ? "desk" : "phone"}`,
            faults,
          ]),
        );
      }
    }
    expect(Object.fromEntries(found)).toEqual({});
  });
});

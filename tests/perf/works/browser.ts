import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, CDPSession, Frame, Locator, Page } from "playwright-core";
import { z } from "zod";
import { launchBrowser, openAdmin, type AdminPage } from "../../e2e/admin-browser";
import { ReorderListPage } from "../../e2e/reorder-list-page";
import { summarize, type Figure } from "../figure";
import { PAGES, type MeasuredShop } from "../shops/measured-shop";
import type { ShopWork } from "../work";

const SLOWDOWN = 4;
const MOST_LCP_MS = 1_200;
const MOST_CLS = 0.02;
const MOST_INP_MS = 100;
/** Web vitals come a moment after what they tell of. */
const SETTLE_MS = 1_000;
/** At which a page that is slowed down has hydrated and stands still. */
const STILL_MS = 8_000;
const IN_ADMIN = "/store/sandbox-store/apps/inventory-intelligence";
const APP_PATH = `${IN_ADMIN}/app`;
/** Beside the list: the app's frame and Polaris, with a title and a card in them. */
const EMPTY_PAGE = `${APP_PATH}/no-such-page`;
const SEARCH_TEXT = "jug";
const KEY_DELAY_MS = 150;
/** How long a hand's mouse rests on what it is about to press, and how long it presses. */
const REST_MS = 150;
const PRESS_MS = 80;
const SCREENS = { "wide window": { width: 1400, height: 900 }, "narrow window": { width: 375, height: 740 } };

/** What a merchant on a slow machine feels, at the largest shop. */
export const browser: ShopWork = {
  name: "browser",
  about: `LCP, CLS and INP in Chromium, ${SLOWDOWN}× slowed down, with a cold cache, in the largest shop`,
  on: "shops",
  measure: async (shops, { repetitions }) => {
    const shop = shops.at(-1);
    if (!shop) return [];
    const vitals: Record<string, number[]> = {};
    const empty: Record<string, number[]> = {};
    const shifts: Record<string, number> = {};
    const launched = await launchBrowser();
    try {
      for (const page of PAGES) {
        for (const [window, viewport] of Object.entries(SCREENS)) {
          shifts[`page ${page}, ${window}`] = await watchPage(launched, shop, IN_ADMIN + shop.paths[page], viewport);
        }
      }
      for (let round = 0; round < repetitions; round++) {
        for (const [mouse, press] of Object.entries(MICE)) {
          const { lcp, cls, inp } = await visitEmptyPage(launched, shop, press);
          (empty.LCP ??= []).push(lcp);
          (empty.CLS ??= []).push(cls);
          (empty[`INP, pressing its title ${mouse}`] ??= []).push(inp);
          for (const [kind, interact] of Object.entries(INTERACTIONS)) {
            const { lcp, cls, inp } = await visitList(launched, shop, interact, press);
            (vitals.LCP ??= []).push(lcp);
            (vitals.CLS ??= []).push(cls);
            (vitals[`INP, ${kind} ${mouse}`] ??= []).push(inp);
          }
        }
      }
    } finally {
      await launched.close();
    }
    const figure = (page: string, [what, values]: [string, number[]]): Figure => ({
      what: `${page}, ${what}`,
      unit: what === "CLS" ? "" : "ms",
      skus: shop.skus,
      database: shop.database,
      ours: summarize(values),
    });
    return [
      ...Object.entries(vitals).map((vital): Figure => ({
        ...figure("page list", vital),
        target: { of: "p95", most: vital[0] === "CLS" ? MOST_CLS : vital[0] === "LCP" ? MOST_LCP_MS : MOST_INP_MS },
      })),
      ...Object.entries(shifts).map(([page, cls]): Figure => ({
        ...figure(page, ["CLS", [cls]]),
        target: { of: "p95", most: MOST_CLS },
      })),
      ...Object.entries(empty).map((vital) => figure("an empty Polaris page", vital)),
    ];
  },
};

type Press = (target: Locator, page: Page) => Promise<void>;

/** The browser's work when a mouse comes over something counts as delay of a click that comes in the same moment. */
const MICE: Record<string, Press> = {
  "by hand": async (target, { mouse }) => {
    await target.hover();
    await sleep(REST_MS);
    await mouse.down();
    await sleep(PRESS_MS);
    await mouse.up();
  },
  "at once": (target) => target.click(),
};

type Interact = (list: ReorderListPage, admin: AdminPage, press: Press) => Promise<void>;

/** Each in a visit of its own, since INP is the worst of a visit. */
const INTERACTIONS: Record<string, Interact> = {
  sorting: async (list, { page }, press) => {
    await answered(page, () => press(list.heading("Available"), page));
    await answered(page, () => press(list.heading("Available"), page));
  },
  paging: async (_list, { page, app }, press) => {
    await answered(page, () => press(app.getByRole("button", { name: "Next" }), page));
    await answered(page, () => press(app.getByRole("button", { name: "Previous" }), page));
  },
  filtering: async (_list, { page, app }, press) => {
    await press(app.getByRole("button", { name: "Status" }).first(), page);
    await answered(page, () => press(app.getByRole("checkbox", { name: "Reorder now" }), page));
  },
  "typing in search": async (_list, { page, app }, press) => {
    const field = app.getByPlaceholder("Search by SKU, title or barcode");
    await press(field, page);
    await answered(page, () => field.pressSequentially(SEARCH_TEXT, { delay: KEY_DELAY_MS }));
  },
};

/** Waits for the list that was asked for, and until it shows. */
async function answered(page: Page, ask: () => Promise<void>): Promise<void> {
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname === "/app.data");
  await ask();
  await (await answer).finished();
  await sleep(SETTLE_MS);
}

/** How much of a page moves while it appears: this depends on the page alone, and is told by one visit. */
async function watchPage(browser: Browser, shop: MeasuredShop, path: string, viewport: Viewport): Promise<number> {
  const untilStill = async ({ app }: AdminPage) => {
    await app.getByRole("heading", { level: 1 }).waitFor();
    await sleep(STILL_MS);
    return async () => {};
  };
  return (await visit(browser, shop, path, untilStill, viewport)).cls;
}

interface Viewport {
  width: number;
  height: number;
}

function visitList(browser: Browser, shop: MeasuredShop, interact: Interact, press: Press) {
  return visit(browser, shop, APP_PATH, async (admin) => {
    const list = new ReorderListPage(admin.app);
    await list.untilReady();
    return () => interact(list, admin, press);
  });
}

/** The floor: what the machine, the sandbox's admin, React and Polaris cost where there is nothing to show. */
function visitEmptyPage(browser: Browser, shop: MeasuredShop, press: Press) {
  return visit(browser, shop, EMPTY_PAGE, async ({ page, app }) => {
    const title = app.getByRole("heading", { level: 1 });
    await title.waitFor();
    return async () => {
      await press(title, page);
      await sleep(SETTLE_MS);
    };
  });
}

/** @param untilReady waits for the page and hands back what to do on it */
async function visit(
  browser: Browser,
  { demo }: MeasuredShop,
  path: string,
  untilReady: (admin: AdminPage) => Promise<() => Promise<void>>,
  viewport?: Viewport,
) {
  const admin = await openAdmin(browser, new URL(path, demo.address).href, viewport, prepare);
  try {
    const interact = await untilReady(admin);
    await sleep(2 * SETTLE_MS);
    const opened = await readVitals(admin.page);
    await interact();
    const { CLS, INP } = await readVitals(admin.page);
    if (opened.LCP === undefined) throw new Error("The browser told no LCP");
    return { lcp: opened.LCP, cls: CLS, inp: INP };
  } finally {
    await admin.page.context().close();
  }
}

/** Slows the window down and has its frames measured. */
async function prepare(page: Page): Promise<void> {
  await page.addInitScript(await bundleRecorder());
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await drawWholePage(page, session);
}

/** More than the bars of a window are high. */
const BARS_HEIGHT = 200;

/**
 * Makes the window higher by its bars. A window without a screen is as high as its page is to be, bars included: the lower edge
 * of the page, where its Next and Previous are, is never drawn, and a click there seems to last until something else is.
 */
async function drawWholePage(page: Page, session: CDPSession): Promise<void> {
  const { width, height } = page.viewportSize() ?? SCREENS["wide window"];
  const { windowId } = await session.send("Browser.getWindowForTarget");
  await session.send("Browser.setWindowBounds", { windowId, bounds: { width, height: height + BARS_HEIGHT } });
}

async function bundleRecorder(): Promise<string> {
  const recorder = fileURLToPath(new URL("../programs/record-vitals.ts", import.meta.url));
  const { outputFiles } = await build({ entryPoints: [recorder], bundle: true, format: "iife", write: false });
  return outputFiles.map(({ text }) => text).join("");
}

const vitalsSchema = z.object({ LCP: z.number().optional(), CLS: z.number().default(0), INP: z.number() });

async function readVitals(page: Page): Promise<z.infer<typeof vitalsSchema>> {
  const frame: Frame | null = page.frame({ name: "app-iframe" });
  return vitalsSchema.parse(await frame?.evaluate("window.benchVitals"));
}

import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type Frame, type FrameLocator, type Page } from "playwright-core";
import { z } from "zod";

/** Names under which systems install a Chromium. */
const BROWSER_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws when there is no browser; the message says how to get one */
function findBrowser(variables: NodeJS.ProcessEnv): string {
  const candidates = variables.CHROMIUM_PATH
    ? [variables.CHROMIUM_PATH]
    : (variables.PATH ?? "")
        .split(path.delimiter)
        .concat("/usr/bin")
        .flatMap((folder) => BROWSER_NAMES.map((name) => path.join(folder, name)));
  const browser = candidates.find(isExecutable);
  if (browser) return browser;
  const place = variables.CHROMIUM_PATH ? `CHROMIUM_PATH is ${variables.CHROMIUM_PATH}` : "none is on the PATH";
  throw new Error(
    `The browser tests need Chromium, and ${place}. Install it (Debian and Ubuntu: apt-get install chromium; ` +
      `macOS: brew install --cask chromium) or set CHROMIUM_PATH to a Chrome's executable.`,
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findBrowser(process.env), args: FLAGS });
}

const READ_LAYOUT_SHIFT = `new Promise((resolve) => {
  let shifted = 0;
  const add = (shifts) => shifts.forEach(({ value, hadRecentInput }) => (shifted += hadRecentInput ? 0 : value));
  new PerformanceObserver((list) => add(list.getEntries())).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(shifted), 200);
})`;

/** How much of the app's page has moved by itself since it was opened: the sum of Chromium's layout shifts. */
export async function readLayoutShift(page: Page): Promise<number> {
  return z.number().parse(await frameOf(page).evaluate(READ_LAYOUT_SHIFT));
}

/** Of the app in the sandbox's admin. */
export const APP_PATH = "/store/sandbox-store/apps/inventory-intelligence";

export interface AdminPage {
  page: Page;
  /** The app inside the admin. */
  app: FrameLocator;
  /** Opens one of the app's pages by its address in the admin, and waits until the page listens. */
  open: (path: string) => Promise<void>;
  /** What went wrong in the browser so far: errors that pages threw, wrote to the console or met in the network. */
  faults: string[];
}

/**
 * Opens a new, empty browser window on the admin.
 *
 * @param prepare called before anything is loaded
 */
export async function openAdmin(
  browser: Browser,
  address: string,
  viewport = { width: 1400, height: 900 },
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<AdminPage> {
  const version = browser.version().split(".")[0];
  const context = await browser.newContext({
    viewport,
    // Headless Chromium calls itself so, and Shopify's library turns bots away.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.stack ?? error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${message.text()} (${message.location().url})`);
  });
  await prepare(page);
  await page.goto(address);
  const app = page.frameLocator('iframe[name="app-iframe"]');
  const open = async (path: string) => {
    await page.goto(address + APP_PATH + path);
    await untilTakenOver(page, app);
  };
  return { page, app, open, faults };
}

/** Waits until the app's page has been taken over by its scripts: what is clicked is heard. */
async function untilTakenOver(page: Page, app: FrameLocator): Promise<void> {
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  await frameOf(page).waitForFunction(`performance.getEntriesByName("taken-over").length > 0`);
}

export function frameOf(page: Page): Frame {
  const frame = page.frame({ name: "app-iframe" });
  if (!frame) throw new Error("The admin shows no app");
  return frame;
}

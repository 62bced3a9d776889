import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";
import de from "../../app/words/de.json";
import en from "../../app/words/en.json";
import type { Catalogue } from "../../app/words/words";
import { frameOf } from "./admin-browser";

/** WCAG 2.2 at level AA, and what axe knows of good practice. */
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const violationsSchema = z.array(z.object({ id: z.string(), impact: z.string(), nodes: z.array(z.string()) }));

/** What axe finds in the app's page that keeps people out of it: impact serious or critical, with the elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  const frame = frameOf(page);
  await frame.evaluate(axe.source);
  const found = violationsSchema.parse(
    await frame.evaluate(`axe.run(document, { resultTypes: ["violations"], runOnly: ${JSON.stringify(RULES)} })
      .then(({ violations }) => violations.map(({ id, impact, nodes }) => ({
        id, impact: String(impact), nodes: nodes.map(({ html, any }) => html.slice(0, 200) + " " + (any[0]?.message ?? ""))
      })))`),
  );
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).join(" | ")}`);
}

const SMALLEST_TARGET_PX = 44;

/** What a finger has to hit on the page and is smaller than 44 px; links inside of sentences may be. */
export async function findSmallTargets(page: Page): Promise<string[]> {
  const targets = await frameOf(page).evaluate(`(() => {
    const isInSentence = (element) =>
      element.matches("a, button") && getComputedStyle(element).display.startsWith("inline") &&
      [...element.closest("p, li, dd, td, span:has(> :not(a))")?.childNodes ?? []].some(
        (node) => node.nodeType === 3 && node.textContent.trim().length > 2);
    const boxOf = (element) => {
      const label = element.matches("input[type=checkbox], input[type=radio]") ? element.closest("label") : null;
      return (label ?? element).getBoundingClientRect();
    };
    return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [role=button], [role=tab]")]
      .filter((element) => element.closest("[aria-hidden=true]") === null && element.type !== "file")
      .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.disabled)
      .filter((element) => !isInSentence(element))
      .map((element) => ({ element, box: boxOf(element) }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
      .filter(({ box }) => box.right > 0 && box.bottom > 0 && (box.height < ${SMALLEST_TARGET_PX - 0.5} || box.width < ${SMALLEST_TARGET_PX - 0.5}))
      .map(({ element, box }) => Math.round(box.width) + "×" + Math.round(box.height) + " " + element.outerHTML.slice(0, 160));
  })()`);
  return z.array(z.string()).parse(targets);
}

/** What moves on the page, by the names of animations and of what passes over from one value to another. */
export async function findMotion(page: Page): Promise<string[]> {
  return z.array(z.string()).parse(
    await frameOf(page).evaluate(`document.getAnimations()
      .filter(({ playState, effect }) => playState === "running" && effect.getComputedTiming().endTime > 1)
      .map((motion) => motion.animationName ?? motion.transitionProperty ?? motion.id)`),
  );
}

/** Rules of Polaris for what is in the page that the app was built without. */
export async function findUnstyled(page: Page): Promise<string[]> {
  const polaris = JSON.stringify(await readFile("node_modules/@shopify/polaris/build/esm/styles.css", "utf8"));
  return z.array(z.string()).parse(
    await frameOf(page).evaluate(`(() => {
      const rulesOf = ({ cssRules }) => [...cssRules].flatMap((rule) => [rule, ...(rule.cssRules ? rulesOf(rule) : [])]);
      const selectorsOf = (sheet) => rulesOf(sheet).flatMap(({ selectorText = "" }) => selectorText.split(/,\\s*(?![^(]*\\))/));
      const classes = new Set([...document.querySelectorAll("[class]")].flatMap((element) => [...element.classList]));
      const isShown = (selector) => (selector.match(/\\.Polaris-[\\w-]+/g) ?? []).every((name) => classes.has(name.slice(1)));
      const whole = new CSSStyleSheet();
      whole.replaceSync(${polaris});
      const built = new Set([...document.styleSheets].flatMap(selectorsOf));
      return selectorsOf(whole).filter((selector) => isShown(selector) && !built.has(selector));
    })()`),
  );
}

/** How wide the app's page is, in px: more than its window where it scrolls sideways. */
export async function readWidth(page: Page): Promise<number> {
  return z.number().parse(await frameOf(page).evaluate("document.documentElement.scrollWidth"));
}

/** English texts of the catalogue that a German page shows. */
export async function findEnglish(page: Page): Promise<string[]> {
  const shown = z.array(z.string()).parse(
    await frameOf(page).evaluate(`(() => {
      const texts = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.nodeType === 3) { if (!node.parentElement.closest("script, style, [translate=no]")) texts.push(node.textContent); }
        else for (const name of ["aria-label", "placeholder", "title", "alt", "data-hint"]) texts.push(node.getAttribute(name) ?? "");
      }
      return texts.map((text) => text.trim()).filter((text) => text !== "");
    })()`),
  );
  return shown.filter((text) => ENGLISH_ALONE.some((pattern) => pattern.test(text)));
}

/** The English texts that German has others for, as patterns in which placeholders stand for anything. */
const ENGLISH_ALONE: RegExp[] = (() => {
  const german = new Set(textsOf(de));
  return textsOf(en)
    .filter((text) => !german.has(text) && /[a-z]{3}/u.test(text.replace(/\{\{\w+\}\}/gu, "")))
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\{\w+\}\}|<\/?\w+>/u)
            .map(escapePattern)
            .join(".*")}$`,
          "u",
        ),
    );
})();

function textsOf(catalogue: Catalogue): string[] {
  return Object.values(catalogue).flatMap((value) => (typeof value === "string" ? [value] : textsOf(value)));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
}

/** What the admin has above the app's frame. */
const BARS_PX = 112;
const MOST_PX = 4_000;
/** Charts draw themselves anew at another size. */
const DRAWN_MS = 500;

/** Writes a picture of the page, down to its end, for people to look at, where SCREENSHOTS names a folder. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  const window = page.viewportSize();
  if (!window) throw new Error("The window has no size of its own");
  const height = z.number().parse(await frameOf(page).evaluate("document.documentElement.scrollHeight"));
  await page.setViewportSize({ ...window, height: Math.min(MOST_PX, Math.max(window.height, height + BARS_PX)) });
  await page.waitForTimeout(DRAWN_MS);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
  await page.setViewportSize(window);
}

// Runs before each file of components' tests: what jsdom lacks and Polaris asks for when it is loaded.
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach } from "vitest";

// What is awaited comes late on a machine that has other work too.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const PIXELS_PER_EM = 16;
const DESKTOP_WIDTH = 1280;

let viewportWidth = DESKTOP_WIDTH;

/** Makes the window this wide, in CSS pixels, for what is rendered from now on; a desktop's width when none is given. */
export function setViewportWidth(width = DESKTOP_WIDTH): void {
  viewportWidth = width;
}

function matchesWidth(media: string): boolean {
  return [...media.matchAll(/\((min|max)-width: ([\d.]+)(em|px)\)/g)].every(([, bound, length, unit]) => {
    const pixels = Number(length) * (unit === "em" ? PIXELS_PER_EM : 1);
    return bound === "min" ? viewportWidth >= pixels : viewportWidth <= pixels;
  });
}

window.matchMedia = (media) => ({
  media,
  get matches() {
    return matchesWidth(media);
  },
  onchange: null,
  addListener: () => undefined,
  removeListener: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  dispatchEvent: () => false,
});

/** Nothing intersects and nothing changes its size where there is no layout. */
class NothingToObserve {
  readonly root = null;
  readonly rootMargin = "";
  readonly scrollMargin = "";
  readonly thresholds: number[] = [];
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

window.IntersectionObserver = NothingToObserve;
window.ResizeObserver = NothingToObserve;
HTMLElement.prototype.showPopover = () => undefined;
window.scrollTo = () => undefined;
window.scroll = () => undefined;
Element.prototype.scrollBy = () => undefined;

// A popover opens only where its activator is displayed, which Polaris sees by the element having an offset parent.
Object.defineProperty(HTMLElement.prototype, "offsetParent", {
  configurable: true,
  get(this: HTMLElement) {
    return this.parentElement;
  },
});

// Polaris scrolls an option into view 50 ms after it became active, by a timer that it does not take back with the list:
// one that fired after the file's last test would ask a window for a frame that is gone.
const startTimer = globalThis.setTimeout;
const timers: ReturnType<typeof setTimeout>[] = [];
globalThis.setTimeout = ((...timer: Parameters<typeof setTimeout>) => {
  const started = startTimer(...timer);
  timers.push(started);
  return started;
}) as typeof setTimeout;

afterAll(() => {
  timers.forEach(clearTimeout);
  globalThis.setTimeout = startTimer;
});

import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AbsentValue } from "~/components/absent-value";
import { hint } from "~/components/hint";
import { Hints } from "~/components/hints";
import { renderInPolaris } from "./render-in-polaris";

const REASON = "No unit cost is entered in Shopify.";

function renderPage() {
  renderInPolaris(
    <>
      <AbsentValue reason={REASON} />
      <button>
        <span {...hint("Units on their way")}>Incoming</span>
      </button>
      <Hints />
    </>,
  );
  return { dash: screen.getByText("–"), heading: screen.getByRole("button", { name: "Incoming" }) };
}

const shownHint = () => screen.queryByRole("tooltip", { hidden: true })?.textContent;
const passMs = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("Hints", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("show where the mouse rests, and not where it only passes", async () => {
    const { dash, heading } = renderPage();
    fireEvent.mouseOver(dash);
    await passMs(50);
    expect(shownHint()).toBeUndefined();
    await passMs(100);
    expect(shownHint()).toBe(REASON);
    fireEvent.mouseOver(heading);
    await passMs(0);
    expect(shownHint()).toBeUndefined();
    await passMs(100);
    expect(shownHint()).toBe("Units on their way");
    fireEvent.mouseOver(document.body);
    await passMs(0);
    expect(shownHint()).toBeUndefined();
  });

  it("show at once where the keyboard's focus is, which is told of them too", async () => {
    const { heading } = renderPage();
    act(() => {
      heading.focus();
    });
    await passMs(0);
    expect(shownHint()).toBe("Units on their way");
    expect(heading.getAttribute("aria-description")).toBe("Units on their way");
    act(() => {
      heading.blur();
    });
    await passMs(0);
    expect(shownHint()).toBeUndefined();
  });

  it.each([
    ["over it", new DOMRect(500, 400, 100, 20), { left: "450px", top: "360px", isUnder: false }],
    ["under it where there is no room", new DOMRect(500, 10, 100, 20), { left: "450px", top: "40px", isUnder: true }],
    ["in the window at its left edge", new DOMRect(0, 400, 100, 20), { left: "4px", top: "360px", isUnder: false }],
    ["in the window at its right edge", new DOMRect(950, 400, 50, 20), { left: "796px", top: "360px", isUnder: false }],
  ])("are %s", async (_, place, { left, top, isUnder }) => {
    vi.spyOn(document.documentElement, "clientWidth", "get").mockReturnValue(1_000);
    vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(200);
    vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(30);
    const { dash } = renderPage();
    vi.spyOn(dash.closest("[data-hint]") ?? dash, "getBoundingClientRect").mockReturnValue(place);
    fireEvent.mouseOver(dash);
    await passMs(100);
    const bubble = screen.getByRole("tooltip", { hidden: true });
    expect({ left: bubble.style.left, top: bubble.style.top }).toEqual({ left, top });
    expect(bubble.hasAttribute("data-under")).toBe(isUnder);
  });

  it.each([
    ["a press", () => fireEvent.pointerDown(document.body)],
    ["a scroll", () => fireEvent.scroll(document.body)],
    ["Escape", () => fireEvent.keyDown(document.body, { key: "Escape" })],
  ])("go away with %s", async (_, leave) => {
    const { dash } = renderPage();
    fireEvent.mouseOver(dash);
    await passMs(100);
    expect(shownHint()).toBe(REASON);
    leave();
    await passMs(1_000);
    expect(shownHint()).toBeUndefined();
  });
});

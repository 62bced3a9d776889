import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import type { ComponentProps } from "react";
import { describe, expect, it, vi } from "vitest";
import { SetupGuide } from "~/components/home/setup-guide";
import { ShopToday } from "~/components/home/shop-today";
import { renderInPolaris } from "./render-in-polaris";

const figures: ComponentProps<typeof ShopToday>["figures"] = {
  currency: "GBP",
  outOfStock: 12,
  lostUnitsPerDay: 31.4,
  lostSalesPerDay: 208.5,
  lostWithoutPrice: 2,
  stockValue: 15_000,
  stockedWithoutCost: 3,
  overstockSkus: 1,
  overstockValue: 4_321,
  overstockWithoutCost: 0,
  skusWithoutVendor: 0,
  vendors: 5,
  service: { promised: 0.95, achieved: 0.88412 },
  news: null,
};

function renderToday(changes: Partial<typeof figures> = {}) {
  renderInPolaris(
    <ShopToday
      figures={{ ...figures, ...changes }}
      dataAsOf="2026-03-01T12:00:00.000Z"
      now="2026-03-01T12:05:00.000Z"
    />,
  );
}

/** The figure under a title, with its note, and where it leads. */
function readFigure(title: string) {
  const item = screen.getByText(title).closest("div");
  if (!item) throw new Error(`There is no ${title}`);
  const link = within(item).getByRole("link");
  return { text: item.textContent, value: link.textContent, url: link.getAttribute("href") };
}

describe("the whole shop today", () => {
  it("says what is lost, what the stock is worth and what was promised, and leads to what each is made of", () => {
    renderToday();
    expect(readFigure("Sales lost a day")).toMatchObject({
      value: "£208.50",
      url: "/app?status=out-of-stock&sort=mean_daily_demand",
    });
    expect(readFigure("Sales lost a day").text).toContain("31 units of 12 SKUs; 2 without a price");
    expect(readFigure("Stock value").text).toContain("3 more SKUs have no cost");
    expect(readFigure("In overstock").text).toContain("1 SKU");
    expect(readFigure("Service kept").text).toContain("88.4% of 95% promised");
    expect(readFigure("Shopify’s data")).toMatchObject({ value: "5 minutes ago", url: "/app/status" });
  });

  it("never shows a false 0 for what is not known", () => {
    renderToday({ lostSalesPerDay: 0, stockValue: 0, overstockValue: 0, overstockWithoutCost: 1 });
    const absent = (title: string) => screen.getByText(title).closest("div")?.textContent;
    expect(absent("Sales lost a day")).toContain("No price of these SKUs is known yet.");
    for (const title of ["Stock value", "In overstock"]) {
      expect(absent(title)).toContain("None of these SKUs has a unit cost in Shopify.");
    }
    expect(screen.queryByText("£0.00")).toBeNull();
  });

  it("does not call a part of a unit none", () => {
    renderToday({ outOfStock: 1, lostUnitsPerDay: 0.4, lostWithoutPrice: 0 });
    expect(readFigure("Sales lost a day").text).toContain("0.4 units of 1 SKU");
  });

  it("says so where nothing was replayed yet", () => {
    renderToday({ service: null });
    expect(readFigure("Service kept").value).toBe("Not known yet");
  });
});

function renderGuide(changes: Partial<ComponentProps<typeof SetupGuide>> = {}) {
  const onDone = vi.fn();
  const onLeave = vi.fn();
  renderInPolaris(
    <SetupGuide
      done={["pull"]}
      isResumed={false}
      leadTimeDays={14}
      serviceLevel={0.95}
      vendors={5}
      skusWithoutVendor={1}
      isPulled
      isPullStopped={false}
      error={null}
      saving={null}
      onDone={onDone}
      onLeave={onLeave}
      {...changes}
    />,
  );
  return { onDone, onLeave };
}

describe("the set-up", () => {
  it("asks for the first thing that is left, and takes what holds or another answer", () => {
    const { onDone } = renderGuide();
    expect(screen.getByText("1 of 4 done")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Keep this" }));
    expect(onDone).toHaveBeenLastCalledWith("leadTime", "14");
    fireEvent.change(screen.getByLabelText("Lead time"), { target: { value: "21" } });
    fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(onDone).toHaveBeenLastCalledWith("leadTime", "21");
  });

  it("takes the focus when it is taken up again, and leaves it to the page's title", () => {
    const title = document.body.appendChild(document.createElement("h1"));
    const { onLeave } = renderGuide({ isResumed: true });
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Say how long you wait for goods" }));
    fireEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(onLeave).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(title);
    title.remove();
  });

  it("leaves the focus where it is when the page is opened", () => {
    renderGuide();
    expect(document.activeElement).toBe(document.body);
  });

  it("says whether the shop is being read, or no longer is", () => {
    const pull = { done: [], isPulled: false };
    renderGuide(pull);
    expect(screen.getByText(/^The app is reading products/)).toBeTruthy();
    cleanup();
    renderGuide({ ...pull, isPullStopped: true });
    expect(screen.getByText(/^Reading has stopped/)).toBeTruthy();
    expect(screen.queryByText(/^The app is reading products/)).toBeNull();
  });

  it("goes to a later step when asked to, and says what was wrong", () => {
    renderGuide({ error: { step: "serviceLevel", text: "Must be at least 50." } });
    expect(screen.queryByText("Must be at least 50.")).toBeNull();
    const title = screen.getByRole("button", { name: "Say how sure you want to be" });
    expect(title.getAttribute("aria-expanded")).toBe("false");
    fireEvent.click(title);
    expect(title.getAttribute("aria-expanded")).toBe("true");
    expect(screen.getByLabelText<HTMLInputElement>("Service level").value).toBe("95");
    expect(screen.getAllByText("Must be at least 50.").length).toBeGreaterThan(0);
  });

  it("tells who supplies what, and can be left", () => {
    const { onDone, onLeave } = renderGuide({ done: ["pull", "leadTime", "serviceLevel"] });
    expect(screen.getByText(/Your products name 5 vendors.*1 SKU has none\./)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    expect(onDone).toHaveBeenCalledWith("vendors", "");
    fireEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(onLeave).toHaveBeenCalled();
  });
});

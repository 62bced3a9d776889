import { act, fireEvent, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CHART_LOOKS, type Chart } from "~/components/chart/chart";
import { ChartCard } from "~/components/chart/chart-card";
import { renderInPolaris } from "./render-in-polaris";

const chart: Chart = {
  title: "Stock against service",
  summary: "More service asks for more stock.",
  x: { label: "Service", write: (share) => `${share * 100}%` },
  y: { label: "Stock, in days of demand", write: (stock) => `${stock} days` },
  series: [
    { label: "Normal", kind: "line", look: "first" },
    { label: "Calibrated", kind: "line", look: "second" },
  ],
  points: [
    { x: 0.5, values: [10, 20] },
    { x: 0.75, values: [15, null] },
    { x: 0.875, values: [22, 30], note: "Today's target" },
  ],
  marks: [{ y: 25, label: "Room for 25 days", look: "quiet" }],
  bands: [{ from: 0.75, to: 0.875, label: "Usual targets", fill: "tint" }],
};

beforeEach(() => {
  // Without layout, nothing has a size, and a picture without a size is not drawn.
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(new DOMRect(0, 0, 640, 260));
});

describe("ChartCard", () => {
  it("says in words what the picture shows, and what its strokes mean, before the picture is there", () => {
    renderInPolaris(<ChartCard chart={chart} />);
    expect(screen.queryByRole("application")).toBeNull();
    const group = screen.getByRole("group", { name: "Stock against service" });
    const describedBy = group.getAttribute("aria-describedby") ?? "";
    expect(document.getElementById(describedBy)?.textContent).toBe("More service asks for more stock.");
    expect(
      within(group)
        .getAllByRole("listitem")
        .map((entry) => entry.textContent),
    ).toEqual(["Normal", "Calibrated", "Room for 25 days", "Usual targets"]);
  });

  it("has the data in a table, with a dash where a series has no value", () => {
    renderInPolaris(<ChartCard chart={chart} />);
    expect(screen.queryByRole("table")).toBeNull();
    const button = screen.getByRole("button", { name: "Show the data of “Stock against service”" });
    fireEvent.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => [...row.children].map((cell) => cell.textContent))).toEqual([
      ["Service", "Normal", "Calibrated", "Note"],
      ["50%", "10 days", "20 days", ""],
      ["75%", "15 days", "–", ""],
      ["87.5%", "22 days", "30 days", "Today's target"],
    ]);
  });

  it("tells a screen reader each point that the arrow keys come to", async () => {
    renderInPolaris(<ChartCard chart={chart} />);
    const picture = await screen.findByRole("application", { name: /^Stock against service/ });
    const press = (key: string) => fireEvent.keyDown(picture, { key });
    act(() => {
      picture.focus();
    });
    const status = () => screen.getByRole("status").textContent;
    await expect.poll(status).toBe("50%, Normal: 10 days, Calibrated: 20 days");
    press("ArrowRight");
    await expect.poll(status).toBe("75%, Normal: 15 days");
    press("ArrowRight");
    await expect.poll(status).toBe("87.5%, Normal: 22 days, Calibrated: 30 days, Today's target");
    press("ArrowLeft");
    await expect.poll(status).toBe("75%, Normal: 15 days");
  });
});

describe("the looks of a chart", () => {
  it("have the contrast with white that WCAG AA asks of text", () => {
    for (const { colour } of Object.values(CHART_LOOKS)) expect(contrastWithWhite(colour)).toBeGreaterThanOrEqual(4.5);
    expect(contrastWithWhite("#767676")).toBeCloseTo(4.54, 2); // The lightest grey that passes.
  });

  it("can be told apart without colour", () => {
    const dashes = Object.values(CHART_LOOKS).map(({ dash }) => dash);
    expect(new Set(dashes).size).toBe(dashes.length);
  });
});

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrastWithWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

import { cleanup, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { StatusPage } from "~/components/status-page";
import type { ShopState } from "~/reports/shop-state";
import type { StatusReport } from "~/reports/status-report";
import { renderInPolaris } from "./render-in-polaris";

const NO_DIFFERENCES = { missing: 0, different: 0, extra: 0 };

const WELL: StatusReport = {
  now: "2026-03-10T12:00:00Z",
  state: { kind: "well" },
  dataAsOf: "2026-03-10T11:58:00Z",
  lastPull: { startedAt: "2026-03-10T11:50:00Z", elapsedMs: 185_000, objects: 12_345 },
  running: [],
  plans: { skus: 3_800, oldestPlannedAt: "2026-03-10T11:53:00Z", waiting: 0, waitingSince: null, unplannable: [] },
  queue: { waiting: 0, oldestWaitSeconds: null, failed: 0, failures: [] },
  backtestedAt: "2026-03-10T02:10:00Z",
  webhooks: {
    lastReceivedAt: "2026-03-10T11:58:00Z",
    received: 1_234,
    ignored: 0,
    missed: 0,
    pending: 0,
    oldestWaitSeconds: null,
    failed: 0,
    unexpected: 0,
    failures: [],
  },
  apiBudget: { spentLastHour: 1_234, restoredPerHour: 360_000, available: 1_990, maximum: 2_000, isWaiting: false },
  comparison: {
    finishedAt: "2026-03-10T02:20:00Z",
    compared: { variant: 3_800, level: 11_400, "order-line": 40_000 },
    differences: { variant: NO_DIFFERENCES, level: NO_DIFFERENCES, "order-line": NO_DIFFERENCES },
  },
  failures: [],
  service: {
    status: "ok",
    version: "1.2.3",
    checks: [
      { name: "database", observed: 3, target: 800, unit: "ms", since: "2026-03-10T08:00:00Z", problem: null },
      { name: "queue", observed: 0, target: 300, unit: "s", since: "2026-03-10T08:00:00Z", problem: null },
      { name: "sync", observed: 720, target: 93_600, unit: "s", since: "2026-03-10T08:00:00Z", problem: null },
      {
        name: "inventoryRoutes",
        observed: null,
        target: 500,
        unit: "ms",
        since: "2026-03-10T08:00:00Z",
        problem: null,
      },
    ],
  },
};

function renderStatus(changes: Partial<StatusReport> = {}, starting = false) {
  const calls = { onPullNow: vi.fn(), onCompare: vi.fn() };
  renderInPolaris(<StatusPage report={{ ...WELL, ...changes }} {...calls} starting={starting} />);
  return calls;
}

/** A card by its title. */
function card(title: string) {
  const found = screen.getByRole("heading", { level: 2, name: title }).closest<HTMLElement>('[class*="ShadowBevel"]');
  if (!found) throw new Error(`There is no card ${title}`);
  return within(found);
}

const pullNow = () => screen.getByRole<HTMLButtonElement>("button", { name: "Pull now" });

describe("the status page", () => {
  it("answers first whether the plans follow the shop, then with what", () => {
    renderStatus();
    expect(screen.getByText("All is well")).toBeDefined();
    expect(card("Data from Shopify").getByText("As of 2 minutes ago")).toBeDefined();
    expect(card("Data from Shopify").getByText("10 Mar 2026, 11:50")).toBeDefined();
    expect(card("Data from Shopify").getByText("3 minutes")).toBeDefined();
    expect(card("Data from Shopify").getByText("12,345 objects")).toBeDefined();
    expect(card("Under way").getByText("Idle")).toBeDefined();
    expect(card("Plans").getByText("Up to date")).toBeDefined();
    expect(card("Plans").getByText("3,800 SKUs")).toBeDefined();
    expect(card("Background work").getByText("On time")).toBeDefined();
    expect(card("Background work").getByText("10 Mar 2026, 02:10")).toBeDefined();
    expect(card("Errors lately").getByText("None open")).toBeDefined();
  });

  it.each<[string, ShopState, string, RegExp]>([
    [
      "before the first pull",
      { kind: "never-pulled", isUnderWay: false },
      "Nothing has been read from Shopify yet",
      /pull now/,
    ],
    [
      "during the first pull",
      { kind: "never-pulled", isUnderWay: true },
      "Your shop is being read for the first time",
      /you can leave this page/,
    ],
    [
      "when pulls stopped without failing",
      { kind: "stale", lastPulledAt: "2026-03-10T07:00:00Z" },
      "The data are from 10 Mar 2026, 07:00",
      /should have been read since/,
    ],
    [
      "after a failure",
      { kind: "failing", message: "Shopify did not answer.", failedAt: "2026-03-10T11:00:00Z", hasPlan: true },
      "Reading your shop failed at 10 Mar 2026, 11:00",
      /Shopify did not answer/,
    ],
    [
      "without access",
      { kind: "access-lost", since: "2026-03-10T11:00:00Z" },
      "Shopify does not accept the app's access to your shop any more",
      /open it again from the Apps menu/,
    ],
    [
      "once the access is renewed",
      { kind: "access-renewed" },
      "The app has access to your shop again",
      /Pull now to read/,
    ],
  ])("says what to do %s", (_, state, title, advice) => {
    renderStatus({ state });
    expect(screen.getByText(title)).toBeDefined();
    expect(screen.getByText(advice)).toBeDefined();
  });

  it("shows a shop of which nothing is known without a false 0 or time", () => {
    renderStatus({
      state: { kind: "never-pulled", isUnderWay: false },
      dataAsOf: null,
      lastPull: null,
      plans: { skus: 0, oldestPlannedAt: null, waiting: 0, waitingSince: null, unplannable: [] },
      queue: null,
      backtestedAt: null,
      webhooks: { ...WELL.webhooks, lastReceivedAt: null, received: 0 },
      apiBudget: null,
      comparison: null,
    });
    expect(card("Data from Shopify").getByText("No pull has come to its end yet.")).toBeDefined();
    expect(card("Plans").getByText("None yet")).toBeDefined();
    expect(card("Plans").queryByText("Oldest plan")).toBeNull();
    expect(card("News from Shopify").getByText("None yet")).toBeDefined();
    expect(card("Compared with Shopify").getByText("Not yet")).toBeDefined();
    expect(card("Requests to Shopify").getByText("None yet")).toBeDefined();
    expect(card("Requests to Shopify").queryByText("Used in the last hour")).toBeNull();
    expect(card("Background work").getByText("Not yet")).toBeDefined();
  });

  it("shows what goes on and how far it has come, and starts no second pull", () => {
    renderStatus({
      running: [
        { kind: "refresh", phase: "reading", objects: 1_200, found: 4_800, elapsedMs: 65_000 },
        { kind: "backtest", phase: "planning", objects: 50, found: 200, elapsedMs: 7_000 },
      ],
    });
    expect(card("Under way").getByText("Reading · 1,200 of 4,800 objects read · 1:05 elapsed")).toBeDefined();
    expect(card("Under way").getByText("Planning · 50 of 200 SKUs judged · 0:07 elapsed")).toBeDefined();
    expect(
      card("Under way")
        .getAllByRole("progressbar")
        .map((bar) => bar.getAttribute("value")),
    ).toEqual(["25", "25"]);
    expect(screen.getByText("A pull is under way.")).toBeDefined();
    expect(pullNow().getAttribute("aria-disabled") ?? String(pullNow().disabled)).toBe("true");
  });

  it("pulls when asked, also while sales are replayed", () => {
    const { onPullNow } = renderStatus({
      running: [{ kind: "backtest", phase: "planning", objects: 50, found: 200, elapsedMs: 7_000 }],
    });
    fireEvent.click(pullNow());
    expect(onPullNow).toHaveBeenCalledOnce();
  });

  it("says how many plans and jobs wait, and since when", () => {
    renderStatus({
      plans: { ...WELL.plans, waiting: 1_500, waitingSince: "2026-03-10T11:58:00Z" },
      queue: { waiting: 3, oldestWaitSeconds: 90.4, failed: 0, failures: [] },
    });
    expect(card("Plans").getByText("1,500 to be planned anew")).toBeDefined();
    expect(card("Plans").getByText("asked for 2 minutes ago")).toBeDefined();
    expect(card("Background work").getByText("Behind")).toBeDefined();
    expect(card("Background work").getByText("90 seconds")).toBeDefined();
  });

  it("names the SKUs of which no plan can be made, and the jobs that failed, with why", () => {
    renderStatus({
      plans: { ...WELL.plans, unplannable: [{ sku: "MUG-1", title: "Mug", error: "integer out of range" }] },
      queue: {
        waiting: 0,
        oldestWaitSeconds: null,
        failed: 1,
        failures: [{ queue: "replan-requests", message: "no settings", failedAt: "2026-03-10T11:00:00Z" }],
      },
    });
    expect(card("Plans").getByText("Some cannot be made")).toBeDefined();
    expect(card("Plans").getByText("MUG-1: integer out of range")).toBeDefined();
    expect(card("Background work").getByText("Some failed")).toBeDefined();
    expect(card("Background work").getByText("10 Mar 2026, 11:00 · Planning what changed: no settings")).toBeDefined();
  });

  it("says what became of Shopify's webhooks, and why some were given up", () => {
    renderStatus();
    expect(card("News from Shopify").getByText("On time")).toBeDefined();
    expect(card("News from Shopify").getByText("1,234")).toBeDefined();
    cleanup();

    const failures = [{ topic: "orders/updated", error: "no such zone", failedAt: "2026-03-10T11:00:00Z" }];
    const webhooks = { ...WELL.webhooks, ignored: 7, failed: 2, unexpected: 3, failures };
    renderStatus({ webhooks });
    expect(card("News from Shopify").getByText("Some given up")).toBeDefined();
    expect(card("News from Shopify").getByText("7, left aside")).toBeDefined();
    expect(card("News from Shopify").getByText("3, left to the next pull")).toBeDefined();
    expect(card("News from Shopify").getByText("10 Mar 2026, 11:00 · orders/updated: no such zone")).toBeDefined();
    cleanup();

    renderStatus({ webhooks: { ...webhooks, pending: 40, oldestWaitSeconds: 240 } });
    expect(card("News from Shopify").getByText("Behind")).toBeDefined();
    expect(card("News from Shopify").getByText("40, for 4 minutes")).toBeDefined();
    cleanup();

    renderStatus({ webhooks: { ...WELL.webhooks, missed: 1_200 } });
    expect(card("News from Shopify").getByText("Some missed")).toBeDefined();
    expect(card("News from Shopify").getByText("1,200")).toBeDefined();
    expect(card("News from Shopify").getByText(/Check against Shopify now finds/)).toBeDefined();
  });

  it("says what the nightly comparison found and put right, and compares when asked", () => {
    const { onCompare } = renderStatus();
    expect(card("Compared with Shopify").getByText("No differences")).toBeDefined();
    expect(card("Compared with Shopify").getByText("10 Mar 2026, 02:20")).toBeDefined();
    expect(card("Compared with Shopify").getByText("40,000 compared: no differences")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Check against Shopify now" }));
    expect(onCompare).toHaveBeenCalledOnce();
    cleanup();

    const variant = { missing: 2, different: 0, extra: 1 };
    renderStatus({
      comparison: WELL.comparison && {
        ...WELL.comparison,
        differences: { ...WELL.comparison.differences, variant },
      },
    });
    expect(card("Compared with Shopify").getByText("3 differences put right")).toBeDefined();
    expect(card("Compared with Shopify").getByText("3,800 compared: 2 had been missing, 1 left over")).toBeDefined();
  });

  it.each<[string, Partial<NonNullable<StatusReport["apiBudget"]>>, string, string]>([
    ["are few", {}, "Plenty left", "0.34% of 360,000 an hour"],
    ["are hardly any", { spentLastHour: 18 }, "Plenty left", "less than 0.01% of 360,000 an hour"],
    ["come near Shopify's limit", { spentLastHour: 300_000 }, "Near the limit", "83.33% of 360,000 an hour"],
    ["wait for points", { isWaiting: true }, "Waiting for points", "0.34% of 360,000 an hour"],
  ])("says how much of Shopify's limit its requests use when they %s", (_, changes, word, share) => {
    const apiBudget = WELL.apiBudget && { ...WELL.apiBudget, ...changes };
    renderStatus({ apiBudget });
    expect(card("Requests to Shopify").getByText(word)).toBeDefined();
    expect(card("Requests to Shopify").getByText(share)).toBeDefined();
    expect(card("Requests to Shopify").getByText("1,990 of 2,000")).toBeDefined();
  });

  it("lists what failed, what to do about it, and whether it worked again since", () => {
    renderStatus({
      failures: [
        { kind: "backtest", message: "Try again.", failedAt: "2026-03-10T11:00:00Z", isRepaired: false },
        { kind: "refresh", message: "Shopify did not answer.", failedAt: "2026-03-09T11:00:00Z", isRepaired: true },
      ],
    });
    const errors = card("Errors lately");
    expect(errors.getByText("Needs attention")).toBeDefined();
    expect(errors.getByText("Replay of your sales")).toBeDefined();
    expect(errors.getByText("Try again.")).toBeDefined();
    expect(errors.getByText("Open")).toBeDefined();
    expect(errors.getByText("9 Mar 2026, 11:00")).toBeDefined();
    expect(errors.getByText("Worked again since")).toBeDefined();
  });

  it("tells how the app itself is doing, and since when something is amiss", () => {
    renderStatus();
    expect(card("The app itself").getByText("Working well")).toBeDefined();
    expect(card("The app itself").getByText("3 ms, of 800 ms at most")).toBeDefined();
    expect(card("The app itself").getByText("0 seconds, of 5 minutes at most")).toBeDefined();
    expect(card("The app itself").getByText("12 minutes, of 26 hours at most")).toBeDefined();
    expect(card("The app itself").getByText("Not known")).toBeDefined();
    cleanup();
    const problem = "slower than the target: /app";
    const slow = { name: "inventoryRoutes", observed: 812.4, target: 500, unit: "ms" } as const;
    const checks = [{ ...slow, since: "2026-03-10T11:50:00Z", problem }];
    renderStatus({ service: { status: "degraded", version: "1.2.3", checks } });
    expect(card("The app itself").getByText("812 ms, of 500 ms at most")).toBeDefined();
    expect(
      card("The app itself").getByText(/^Since 10 Mar 2026, 11:50: slower than the target: \/app\./),
    ).toBeDefined();
  });
});

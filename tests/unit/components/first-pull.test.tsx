import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FirstPullProgress } from "~/components/first-pull-progress";
import { PlanAge, PlanNotices, type PlanNoticesProps } from "~/components/plan-notices";
import { PullFailureBanner } from "~/components/pull-failure-banner";
import { usePolling } from "~/components/use-polling";
import { renderInPolaris } from "./render-in-polaris";

function steps(): (string | null)[] {
  return screen.getAllByRole("listitem").map((item) => item.textContent);
}

describe("FirstPullProgress", () => {
  it("says in words what is done, what is being done and what is still to come", () => {
    renderInPolaris(<FirstPullProgress phase="reading" objects={1234} found={5678} elapsedMs={65_000} />);
    expect(steps()).toEqual([
      "Read your shop's settings and locations Done",
      "Wait while Shopify gathers products, stock and orders Done",
      "Read products, stock and orders Now",
      "Add up the sales of each day Waiting",
      "Work out when to reorder each SKU, and how much Waiting",
    ]);
    expect(screen.getByText("1,234 of 5,678 objects read · 1:05 elapsed")).toBeDefined();
  });

  it("reads a new step out, but not the count that rises every second", () => {
    renderInPolaris(<FirstPullProgress phase="planning" objects={10} found={10} elapsedMs={0} />);
    const announcement = screen.getByText("Now: Work out when to reorder each SKU, and how much");
    expect(announcement.closest('[role="status"]')).not.toBeNull();
    expect(screen.getByText(/objects read/).closest('[role="status"]')).toBeNull();
  });
});

describe("PullFailureBanner", () => {
  it("says what failed, and goes on by a button", () => {
    const onRetry = vi.fn();
    renderInPolaris(
      <PullFailureBanner message="The app lacks access: read_orders." onRetry={onRetry} retrying={false} />,
    );
    expect(screen.getByText("The app lacks access: read_orders.")).toBeDefined();
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
  });
});

describe("PlanNotices", () => {
  const quiet: PlanNoticesProps = {
    plannedAt: "2026-03-10T09:00:00Z",
    now: "2026-03-10T12:00:00Z",
    refreshFailure: null,
    onRetry: () => undefined,
    retrying: false,
    refreshing: false,
    readingOlderOrders: false,
    cutWindow: null,
  };

  it("shows no banner while all is well", () => {
    const { container } = renderInPolaris(<PlanNotices {...quiet} />);
    expect(container.textContent).toBe("");
  });

  it("keeps the last plan and says its age when a refresh failed", () => {
    renderInPolaris(<PlanNotices {...quiet} refreshFailure="Shopify did not answer." />);
    expect(screen.getByText("Planned 3 hours ago; last refresh failed")).toBeDefined();
    expect(screen.getByText("Shopify did not answer.")).toBeDefined();
    expect(screen.getByRole("button", { name: "Try again" })).toBeDefined();
  });

  it("says that the demand window is cut where Shopify hides older orders", () => {
    renderInPolaris(<PlanNotices {...quiet} cutWindow={{ firstDay: "2026-01-10", lastDay: "2026-03-09" }} />);
    expect(screen.getByText("Demand is estimated from 59 days")).toBeDefined();
    expect(screen.getByText(/since 10 Jan 2026 only/)).toBeDefined();
    expect(screen.getByText(/read_all_orders/)).toBeDefined();
  });

  it("mentions what goes on in the background without a banner", () => {
    const updates = { dataAsOf: "2026-03-10T11:58:00Z", isUnreachable: false, updatedAt: null, onShow: null };
    const { container } = renderInPolaris(<PlanAge {...quiet} {...updates} readingOlderOrders />);
    expect(container.textContent).toBe(
      "Planned 3 hours ago. Shopify's data as of 2 minutes ago. Older orders are still being read; the plan does not wait for them.",
    );
  });
});

describe("usePolling", () => {
  function Polling({ refresh, active = true }: { refresh: () => void; active?: boolean }) {
    usePolling(refresh, { active, intervalMs: 1_500 });
    return null;
  }

  function hideTab(hidden: boolean): void {
    vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
    act(() => {
      document.dispatchEvent(new Event("visibilitychange"));
    });
  }

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it("asks again and again, rests while the tab is hidden, and asks at once when it shows again", () => {
    vi.useFakeTimers();
    const refresh = vi.fn();
    renderInPolaris(<Polling refresh={refresh} />);
    vi.advanceTimersByTime(3_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    hideTab(true);
    vi.advanceTimersByTime(60_000);
    expect(refresh).toHaveBeenCalledTimes(2);
    hideTab(false);
    expect(refresh).toHaveBeenCalledTimes(3);
  });

  it("stops when there is nothing to wait for", () => {
    vi.useFakeTimers();
    const refresh = vi.fn();
    renderInPolaris(<Polling refresh={refresh} active={false} />);
    vi.advanceTimersByTime(60_000);
    expect(refresh).not.toHaveBeenCalled();
  });
});

import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PlanAge } from "~/components/plan-notices";
import { useUpdateHold } from "~/components/update-hold";
import { usePlanUpdates } from "~/components/use-plan-updates";
import type { Freshness } from "~/reports/freshness";
import { renderInPolaris } from "./render-in-polaris";

const NOW = "2026-03-10T12:00:20.000Z";
const SHOWN: Freshness = { plans: 5, pulls: "refresh succeeded", dataAsOf: "2026-03-10T11:00:20.000Z" };

const ask = vi.fn<() => Promise<Freshness>>();
const readAgain = vi.fn();

function FollowingPage({ shown = SHOWN, held = false, isIdle = true }) {
  useUpdateHold(held);
  const updates = usePlanUpdates({ shown, ask, readAgain, isIdle });
  const age = { plannedAt: "2026-03-10T09:00:00Z", now: NOW, refreshing: false, readingOlderOrders: false };
  return <PlanAge {...age} {...updates} />;
}

const passSeconds = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(seconds * 1_000));

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(NOW) });
  ask.mockReset().mockResolvedValue(SHOWN);
  readAgain.mockReset();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("a page that follows the shop's plans", () => {
  it("asks every two seconds, and is not read again while there is nothing new", async () => {
    renderInPolaris(<FollowingPage />);
    await passSeconds(10);
    expect(ask).toHaveBeenCalledTimes(5);
    expect(readAgain).not.toHaveBeenCalled();
  });

  it("is read again when there are other plans, and when a pull began, ended or failed", async () => {
    const { rerender } = renderInPolaris(<FollowingPage />);
    ask.mockResolvedValue({ ...SHOWN, plans: 6 });
    await passSeconds(2);
    expect(readAgain).toHaveBeenCalledTimes(1);

    rerender(<FollowingPage shown={{ ...SHOWN, plans: 6 }} />);
    await passSeconds(2);
    expect(readAgain).toHaveBeenCalledTimes(1);

    ask.mockResolvedValue({ ...SHOWN, plans: 6, pulls: "refresh failed" });
    await passSeconds(2);
    expect(readAgain).toHaveBeenCalledTimes(2);
  });

  it("is read at most once in two seconds, and not while it is being read", async () => {
    const { rerender } = renderInPolaris(<FollowingPage />);
    let plans = 5;
    ask.mockImplementation(() => Promise.resolve({ ...SHOWN, plans: ++plans }));
    await passSeconds(20);
    expect(readAgain).toHaveBeenCalledTimes(10);
    rerender(<FollowingPage isIdle={false} />);
    await passSeconds(20);
    expect(readAgain).toHaveBeenCalledTimes(10);
  });

  it("is read again when its SKU has gone", async () => {
    renderInPolaris(<FollowingPage />);
    ask.mockResolvedValue({ ...SHOWN, plans: null });
    await passSeconds(2);
    expect(readAgain).toHaveBeenCalledOnce();
  });

  it("offers new plans instead while the merchant works on it, and shows them afterwards", async () => {
    ask.mockResolvedValue({ ...SHOWN, plans: 6 });
    const { rerender } = renderInPolaris(<FollowingPage held />);
    expect(screen.queryByText("New figures are available")).toBeNull();
    await passSeconds(10);
    expect(readAgain).not.toHaveBeenCalled();
    expect(screen.getByText("New figures are available").closest('[role="status"]')).not.toBeNull();

    fireEvent.click(screen.getByRole("button", { name: "Show them" }));
    expect(readAgain).toHaveBeenCalledTimes(1);
    rerender(<FollowingPage held shown={{ ...SHOWN, plans: 7 }} />);
    expect(screen.queryByText("New figures are available")).toBeNull();

    ask.mockResolvedValue({ ...SHOWN, plans: 8 });
    await passSeconds(2);
    expect(screen.getByText("New figures are available")).toBeDefined();
    rerender(<FollowingPage shown={{ ...SHOWN, plans: 7 }} />);
    expect(screen.queryByText("New figures are available")).toBeNull();
    await passSeconds(2);
    expect(readAgain).toHaveBeenCalledTimes(2);
  });

  it("tells a screen reader of new figures once a minute at most", async () => {
    const { rerender } = renderInPolaris(<FollowingPage />);
    const announcements: (string | null)[] = [];
    for (let plans = 6; plans < 66; plans++) {
      ask.mockResolvedValue({ ...SHOWN, plans });
      await passSeconds(2);
      rerender(<FollowingPage shown={{ ...SHOWN, plans }} />);
      announcements.push(screen.getByText(/^Figures updated/).textContent);
    }
    // Two minutes, begun 20 seconds after twelve.
    expect([...new Set(announcements)]).toEqual([
      "Figures updated at 12:00",
      "Figures updated at 12:01",
      "Figures updated at 12:02",
    ]);
  });

  it("says nothing of figures that the merchant has asked for", async () => {
    const { rerender } = renderInPolaris(<FollowingPage />);
    rerender(<FollowingPage shown={{ ...SHOWN, plans: 6 }} />);
    await passSeconds(2);
    expect(screen.queryByText(/^Figures updated/)).toBeNull();
  });

  it("lets its age grow, and makes it younger when it learns of younger data", async () => {
    renderInPolaris(<FollowingPage />);
    expect(screen.getByText("Shopify's data as of 1 hour ago.")).toBeDefined();
    await passSeconds(3_600);
    expect(screen.getByText("Planned 4 hours ago.")).toBeDefined();
    expect(screen.getByText("Shopify's data as of 2 hours ago.")).toBeDefined();
    ask.mockResolvedValue({ ...SHOWN, dataAsOf: "2026-03-10T12:58:00.000Z" });
    await passSeconds(2);
    expect(screen.getByText("Shopify's data as of 2 minutes ago.")).toBeDefined();
  });

  it("asks less and less often while the app does not answer, and says so", async () => {
    ask.mockRejectedValue(new Error("offline"));
    renderInPolaris(<FollowingPage />);
    // After 2, 4, 8, 16 and 32 seconds, and from then on every minute.
    await passSeconds(62);
    expect(ask).toHaveBeenCalledTimes(5);
    expect(screen.getByText(/^The app does not answer just now/)).toBeDefined();
    await passSeconds(59);
    expect(ask).toHaveBeenCalledTimes(5);

    ask.mockResolvedValue(SHOWN);
    await passSeconds(1);
    expect(ask).toHaveBeenCalledTimes(6);
    expect(screen.queryByText(/^The app does not answer just now/)).toBeNull();
    await passSeconds(2);
    expect(ask).toHaveBeenCalledTimes(7);
  });
});

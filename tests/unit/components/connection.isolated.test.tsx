import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConnectionLost } from "~/components/connection/connection-lost";
import { OfflineNotice } from "~/components/connection/offline-notice";
import { UnansweredNotice } from "~/components/connection/unanswered-notice";
import { waitForConnection } from "~/components/connection/wait-for-connection.client";
import { RouteProblem } from "~/components/route-problem";
import { renderInPolaris } from "./render-in-polaris";

const shownPage = vi.hoisted(() => ({ pathname: "/app/settings" }));
// What the router knows of what went wrong.
const revalidate = vi.hoisted(() => vi.fn());
vi.mock("@remix-run/react", () => ({
  useRouteError: () => new ConnectionLost(new TypeError("Failed to fetch")),
  useRevalidator: () => ({ revalidate }),
  useLocation: () => ({ pathname: shownPage.pathname }),
}));

const network = vi.fn<typeof fetch>();
const broken = () => Promise.reject(new TypeError("Failed to fetch"));
const answer = () => Promise.resolve(new Response("answer"));

let isOnline = true;

function goOnline(online: boolean) {
  isOnline = online;
  window.dispatchEvent(new Event(online ? "online" : "offline"));
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => isOnline);
  network.mockReset().mockImplementation(answer);
  vi.stubGlobal("fetch", network);
  waitForConnection();
});

afterEach(() => {
  isOnline = true;
  vi.unstubAllGlobals();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("what the page asks the app for", () => {
  it("waits while the browser is offline, and is then sent once", async () => {
    goOnline(false);
    const saved = window.fetch("/app/settings.data", { method: "POST", body: "leadTimeDays=21" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network).not.toHaveBeenCalled();
    goOnline(true);
    await expect(saved.then((response) => response.text())).resolves.toBe("answer");
    expect(network).toHaveBeenCalledOnce();
  });

  it("is not sent later when it is no longer wanted", async () => {
    goOnline(false);
    const leaving = new AbortController();
    const read = window.fetch("/app.data", { signal: leaving.signal });
    leaving.abort();
    await expect(read).rejects.toMatchObject({ name: "AbortError" });
    goOnline(true);
    expect(network).not.toHaveBeenCalled();
  });

  it("is read again a few times when the connection breaks", async () => {
    network.mockImplementationOnce(broken).mockImplementationOnce(broken);
    const read = window.fetch("/app.data");
    await vi.advanceTimersByTimeAsync(10_000);
    await expect(read.then((response) => response.text())).resolves.toBe("answer");
    expect(network).toHaveBeenCalledTimes(3);
  });

  it("is given up in the end", async () => {
    network.mockImplementation(broken);
    const read = expect(window.fetch("/app.data")).rejects.toBeInstanceOf(ConnectionLost);
    await vi.advanceTimersByTimeAsync(10_000);
    await read;
    expect(network).toHaveBeenCalledTimes(4);
  });

  it("is never sent twice where it changes something: it may have arrived", async () => {
    network.mockImplementation(broken);
    const saved = expect(window.fetch("/app/notes", { method: "POST" })).rejects.toBeInstanceOf(ConnectionLost);
    await vi.advanceTimersByTimeAsync(60_000);
    await saved;
    expect(network).toHaveBeenCalledOnce();
  });
});

describe("a form that gets no answer", () => {
  const gateway = () => Promise.resolve(new Response("<h1>Bad gateway</h1>", { status: 502 }));
  const sendForm = () => window.fetch("/app/settings.data", { method: "POST", body: "leadTimeDays=21" });
  const sendings = () => network.mock.calls.filter(([, init]) => init?.method === "POST").length;

  it.each([
    ["since the connection broke", broken],
    ["but a proxy's", gateway],
  ])("%s, is not sent again: the page stays, and is read again once the app answers", async (_why, fails) => {
    renderInPolaris(<UnansweredNotice />);
    const notice = screen.getByRole("status");
    network.mockImplementation(fails);
    const sent = sendForm();
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(notice.textContent).toContain("what you entered stays here");
    expect(sendings()).toBe(1);

    network.mockImplementation(answer);
    await act(() => vi.advanceTimersByTimeAsync(2_000));
    // For Remix, an action without data.
    expect(await sent).toMatchObject({ status: 204, body: null });
    expect(sendings()).toBe(1);
    expect(notice.textContent).toContain("It may have been saved or not");
    expect(notice.textContent).toContain("What you entered is still there");

    await act(sendForm);
    expect(notice.textContent).toContain("It may have been saved or not");
    fireEvent.click(screen.getByRole("button", { name: "Dismiss notification" }));
    expect(notice.textContent).toBe("");
  });

  it("is told on another page without the promise that what was entered is there, and no more on a third one", async () => {
    const { rerender } = renderInPolaris(<UnansweredNotice />);
    const notice = screen.getByRole("status");
    const goTo = (pathname: string) => {
      shownPage.pathname = pathname;
      rerender(<UnansweredNotice />);
    };
    network.mockImplementation(broken);
    const sent = sendForm();
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    goTo("/app/vendors");
    // Neither is it where it was when the merchant comes back.
    goTo("/app/settings");
    expect(notice.textContent).toContain("is still waiting for its answer");
    network.mockImplementation(answer);
    await act(() => vi.advanceTimersByTimeAsync(4_000));
    await sent;
    expect(notice.textContent).toContain("It may have been saved or not: go back");
    goTo("/app/vendors");
    expect(notice.textContent).toBe("");
  });

  it("waits for nothing any more when it is given up", async () => {
    network.mockImplementation(broken);
    const leaving = new AbortController();
    const sent = window.fetch("/app/settings.data", { method: "POST", signal: leaving.signal });
    const failed = expect(sent).rejects.toMatchObject({ name: "AbortError" });
    await vi.advanceTimersByTimeAsync(1_000);
    leaving.abort();
    await failed;
    const asked = network.mock.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network).toHaveBeenCalledTimes(asked);
  });
});

it("what is asked of others is left to them", async () => {
  network.mockImplementation(broken);
  await expect(window.fetch("https://cdn.shopify.com/x.js")).rejects.toBeInstanceOf(TypeError);
  expect(network).toHaveBeenCalledOnce();
});

it("a page says that it is offline, for as long as it is", () => {
  renderInPolaris(<OfflineNotice />);
  const notice = screen.getByRole("status");
  expect(notice.textContent).toBe("");
  act(() => {
    goOnline(false);
  });
  expect(notice.textContent).toContain("what you do here is sent as soon as you are connected again");
  act(() => {
    goOnline(true);
  });
  expect(notice.textContent).toBe("");
});

it("a page that could not be reached blames nobody, and can be tried again", () => {
  renderInPolaris(<RouteProblem />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("The app could not be reached");
  expect(screen.queryByText(/recorded/)).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(revalidate).toHaveBeenCalledOnce();
});

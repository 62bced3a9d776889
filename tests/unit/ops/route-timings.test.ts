import { describe, expect, it } from "vitest";
import { RouteTimings } from "~/ops/route-timings";

const MINUTE_MS = 60_000;

describe("the timings of inventory routes", () => {
  it("tell the 95th percentile by nearest rank", () => {
    const timings = new RouteTimings(() => 0);
    for (let elapsedMs = 1; elapsedMs <= 100; elapsedMs += 1) timings.record("/app", elapsedMs);
    expect(timings.summarize()).toEqual({ "/app": { p95Ms: 95, requests: 100 } });
  });

  it("forget what is older than five minutes", () => {
    let now = 0;
    const timings = new RouteTimings(() => now);
    timings.record("/app", 900);
    now = 4 * MINUTE_MS;
    timings.record("/app", 20);
    now = 5.5 * MINUTE_MS;
    expect(timings.summarize()).toEqual({ "/app": { p95Ms: 20, requests: 1 } });
    now = 10 * MINUTE_MS;
    expect(timings.summarize()).toEqual({});
  });

  it("count a page and its data as one route, whatever vendor or item it shows", () => {
    const timings = new RouteTimings(() => 0);
    for (const path of [
      "/app/vendors/1",
      "/app/vendors/2.data",
      "/app/items/9",
      "/app/fast-movers.data",
      "/app/vendors",
      "/app/vendors/none/skus",
    ]) {
      timings.record(path, 10);
    }
    expect(
      Object.entries(timings.summarize())
        .map(([route, { requests }]) => `${route} ${requests}`)
        .sort(),
    ).toEqual([
      "/app/fast-movers 1",
      "/app/items/:id 1",
      "/app/vendors 1",
      "/app/vendors/:id 2",
      "/app/vendors/:id/skus 1",
    ]);
  });

  it("leave every other path out", () => {
    const timings = new RouteTimings(() => 0);
    for (const path of ["/", "/healthz", "/assets/app.js", "/app/settings", "/app/export", "/api/reorder.csv"]) {
      timings.record(path, 10);
    }
    expect(timings.summarize()).toEqual({});
  });

  it("keep the latest when there are more than fit", () => {
    const timings = new RouteTimings(() => 0);
    for (let request = 0; request < 2_000; request += 1) timings.record("/app", 900);
    for (let request = 0; request < 2_000; request += 1) timings.record("/app", 10);
    expect(timings.summarize()).toEqual({ "/app": { p95Ms: 10, requests: 2_000 } });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PointBucket } from "~/shopify/point-bucket";
import { FakeClock } from "./fake-clock";

const statusOf = (currentlyAvailable: number) => ({
  maximumAvailable: 2_000,
  currentlyAvailable,
  restoreRate: 100,
});

function openBucket(currentlyAvailable: number) {
  const clock = new FakeClock();
  const bucket = new PointBucket(clock);
  bucket.settle({ reserved: 0, spent: 0, bucket: statusOf(currentlyAvailable) });
  return { clock, bucket };
}

describe("a bucket of points", () => {
  it("holds up nobody before the first answer", () => {
    expect(new PointBucket(new FakeClock()).reserve({ points: 900, priority: "background" })).toBe(0);
  });

  it("keeps a fifth for people: work in the background waits for what is above it", () => {
    const { bucket } = openBucket(500);
    expect(bucket.reserve({ points: 150, priority: "background" })).toBe(500); // 50 points at 100 a second.
    expect(bucket.reserve({ points: 500, priority: "interactive" })).toBe(0);
  });

  it("never waits for more than it can hold", () => {
    const { clock, bucket } = openBucket(2_000);
    expect(bucket.reserve({ points: 1_900, priority: "background" })).toBe(0);
    clock.sleep(19_000).catch(() => {});
    expect(bucket.reserve({ points: 5_000, priority: "interactive" })).toBe(0);
  });

  it("gives back what a query did not cost", () => {
    const { bucket } = openBucket(1_000);
    bucket.reserve({ points: 600, priority: "interactive" });
    bucket.settle({ reserved: 600, spent: 100, bucket: statusOf(900) });
    expect(bucket.reserve({ points: 900, priority: "interactive" })).toBe(0);
  });

  it("does not count as free what a request on its way will be charged, though Shopify still does", () => {
    const { bucket } = openBucket(1_000);
    bucket.reserve({ points: 300, priority: "interactive" });
    bucket.reserve({ points: 400, priority: "interactive" });
    // The first is answered before the second arrives.
    bucket.settle({ reserved: 300, spent: 300, bucket: statusOf(700) });
    expect(bucket.reserve({ points: 350, priority: "interactive" })).toBe(500);
  });

  it("believes Shopify when it holds less, as after requests that nobody accounted for", () => {
    const { bucket } = openBucket(1_000);
    bucket.reserve({ points: 100, priority: "interactive" });
    bucket.settle({ reserved: 100, spent: 100, bucket: statusOf(200) });
    expect(bucket.reserve({ points: 300, priority: "interactive" })).toBe(1_000);
  });

  it("is as large as Shopify says, when the shop has another plan", () => {
    const { bucket } = openBucket(2_000);
    bucket.reserve({ points: 100, priority: "interactive" });
    const larger = { maximumAvailable: 20_000, currentlyAvailable: 19_990, restoreRate: 1_000 };
    bucket.settle({ reserved: 100, spent: 10, bucket: larger });
    expect(bucket.reserve({ points: 1_000, priority: "background" })).toBe(0);
  });

  it("never lets requests that overlap take more than Shopify's bucket holds", () => {
    const request = fc.record({
      points: fc.integer({ min: 1, max: 1_500 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      pauseMs: fc.nat(2_000),
      /** How many requests are sent before this one is answered. */
      overtakenBy: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 40 }), (requests) => {
        const { clock, bucket } = openBucket(2_000);
        let held = 2_000; // By Shopify, which charges what was asked for, and gives back the rest with the answer.
        const underWay = new Set<{ points: number; spent: number; answeredAt: number }>();
        requests.forEach(({ points, share, pauseMs, overtakenBy }, position) => {
          if (bucket.reserve({ points, priority: "interactive" }) === 0) {
            expect(held).toBeGreaterThanOrEqual(points - 1e-6);
            held -= points;
            underWay.add({ points, spent: Math.round(points * share), answeredAt: position + overtakenBy });
          }
          void clock.sleep(pauseMs);
          held = Math.min(2_000, held + pauseMs / 10);
          for (const sent of [...underWay].filter(({ answeredAt }) => answeredAt <= position)) {
            underWay.delete(sent);
            held = Math.min(2_000, held + sent.points - sent.spent);
            bucket.settle({ reserved: sent.points, spent: sent.spent, bucket: statusOf(Math.floor(held)) });
          }
        });
      }),
    );
  });
});

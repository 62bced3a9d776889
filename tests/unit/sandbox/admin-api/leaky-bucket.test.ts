import { expect, it } from "vitest";
import { LeakyBucket, STANDARD_PLAN_BUCKET } from "../../../../sandbox/admin-api/leaky-bucket";

function bucketWithClock() {
  const clock = { ms: 0 };
  return { clock, bucket: new LeakyBucket(STANDARD_PLAN_BUCKET, () => clock.ms) };
}

it("holds 2,000 points and refuses what it does not hold, without taking a part of it", () => {
  const { bucket } = bucketWithClock();
  expect(bucket.take(1500)).toBe(true);
  expect(bucket.take(600)).toBe(false);
  expect(bucket.status()).toEqual({ maximumAvailable: 2000, restoreRate: 100, currentlyAvailable: 500 });
});

it("regains 100 points a second, up to its size", () => {
  const { bucket, clock } = bucketWithClock();
  bucket.take(2000);
  clock.ms = 1500;
  expect(bucket.status().currentlyAvailable).toBe(150);
  clock.ms = 60_000;
  expect(bucket.status().currentlyAvailable).toBe(2000);
});

it("takes back what a query did not spend", () => {
  const { bucket } = bucketWithClock();
  bucket.take(100);
  bucket.giveBack(60);
  expect(bucket.status().currentlyAvailable).toBe(1960);
});

it("can be resized, full or not", () => {
  const { bucket } = bucketWithClock();
  bucket.resize({ maximumAvailable: 50, restoreRate: 10 }, 5);
  expect(bucket.take(6)).toBe(false);
  expect(bucket.take(5)).toBe(true);
});

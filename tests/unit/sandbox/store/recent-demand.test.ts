import { expect, it } from "vitest";
import type { OrderDraft } from "../../../../sandbox/store/order-drafts";
import { measureRecentDemand } from "../../../../sandbox/store/recent-demand";

function order(day: number, quantity: number, kind: Partial<OrderDraft> = {}): OrderDraft {
  const line = { variant: 0, quantity, currentQuantity: quantity, unitPrice: "1.00" };
  return {
    name: null,
    day,
    createdAtMs: 0,
    updatedAtMs: 0,
    cancelledAtMs: null,
    test: false,
    waits: false,
    lines: [line],
    ...kind,
  };
}

it("measures the window's days with those without a sale, and leaves out cancelled and test orders", () => {
  const orders = [
    order(0, 100),
    order(1, 3),
    order(2, 1),
    order(2, 4),
    order(3, 50, { cancelledAtMs: 1 }),
    order(4, 70, { test: true }),
  ];
  const { mean, stdDev } = measureRecentDemand(orders, 2, 5, 4);
  // Days 1 to 4 sold 3, 5, 0 and 0 units: mean 2, squared deviations 1 + 9 + 4 + 4 = 18 over n − 1 = 3.
  expect([...mean]).toEqual([2, 0]);
  expect(stdDev[0]).toBeCloseTo(Math.sqrt(6), 12);
  expect(stdDev[1]).toBe(0);
});

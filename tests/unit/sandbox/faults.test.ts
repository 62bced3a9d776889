import { describe, expect, it } from "vitest";
import { FaultPlan } from "../../../sandbox/faults";

function strikesOf(plan: FaultPlan, requests: number): boolean[] {
  return Array.from({ length: requests }, () => plan.strikes("serverErrors"));
}

describe("faults by chance", () => {
  it("strike their share of the requests, the same ones with the same seed", () => {
    const [one, same, other] = [new FaultPlan(), new FaultPlan(), new FaultPlan()];
    one.set({ shares: { serverErrors: 0.1 }, seed: 7 });
    same.set({ shares: { serverErrors: 0.1 }, seed: 7 });
    other.set({ shares: { serverErrors: 0.1 }, seed: 8 });
    const struck = strikesOf(one, 1_000);
    expect(struck.filter(Boolean).length).toBeGreaterThan(70);
    expect(struck.filter(Boolean).length).toBeLessThan(130);
    expect(strikesOf(same, 1_000)).toEqual(struck);
    expect(strikesOf(other, 1_000)).not.toEqual(struck);
  });

  it("come after those that are counted, and end when they are cleared", () => {
    const plan = new FaultPlan();
    plan.set({ serverErrors: 2 });
    expect(strikesOf(plan, 4)).toEqual([true, true, false, false]);
    plan.set({ shares: { serverErrors: 1 } });
    expect(strikesOf(plan, 2)).toEqual([true, true]);
    plan.clear();
    expect(strikesOf(plan, 2)).toEqual([false, false]);
  });
});

describe("the fate of deliveries", () => {
  const fatesOf = (plan: FaultPlan) => Array.from({ length: 1_000 }, () => plan.drawDeliveryFate());

  it("is drawn for each fault by itself, so that one does not move another", () => {
    const [alone, together] = [new FaultPlan(), new FaultPlan()];
    alone.set({ webhooks: { lostShare: 0.05 } });
    together.set({ webhooks: { lostShare: 0.05, duplicateShare: 0.2, badSignatureShare: 0.05, reorderShare: 0.1 } });
    const lost = fatesOf(alone).map(({ isLost }) => isLost);
    const fates = fatesOf(together);
    expect(fates.map(({ isLost }) => isLost)).toEqual(lost);
    expect(fates.filter(({ copyAfterMs }) => copyAfterMs !== null).length).toBeGreaterThan(150);
    expect(fates.filter(({ isBadlySigned }) => isBadlySigned).length).toBeGreaterThan(25);
    expect(fates.filter(({ waitsForNextMs }) => waitsForNextMs !== null).length).toBeGreaterThan(65);
  });

  it("is untroubled unless faults are asked for", () => {
    expect(new FaultPlan().drawDeliveryFate()).toEqual({
      isLost: false,
      isBadlySigned: false,
      lateMs: 0,
      waitsForNextMs: null,
      copyAfterMs: null,
    });
  });
});

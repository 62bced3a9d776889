import { CostBudget, type SharedAccount } from "./cost-budget";
import type { PointsCharge, PointsWish } from "./point-bucket";

/** Where the points of every shop are kept for all processes; see {@link SharedAccount}. */
export interface PointAccounts {
  reserve: (shop: string, wish: PointsWish) => Promise<number>;
  settle: (shop: string, charge: PointsCharge) => Promise<void>;
}

let accounts: PointAccounts | undefined;

// One per shop and process: all requests to a shop drink from one bucket.
const budgets = new Map<string, CostBudget>();

/** Has this process share every shop's points with the others. Called once, before the first request. */
export function sharePoints(shared: PointAccounts): void {
  accounts = shared;
}

/** What this process may spend of a shop's points. */
export function budgetOf(shop: string): CostBudget {
  const budget = budgets.get(shop) ?? new CostBudget({ account: accountOf(shop) });
  budgets.set(shop, budget);
  return budget;
}

function accountOf(shop: string): SharedAccount | undefined {
  const shared = accounts;
  if (!shared) return undefined;
  return { reserve: (wish) => shared.reserve(shop, wish), settle: (charge) => shared.settle(shop, charge) };
}

import { useNavigation, useRevalidator } from "@remix-run/react";
import type { PlanUpdates } from "~/components/plan-notices";
import { usePlanUpdates } from "~/components/use-plan-updates";
import type { Freshness } from "~/reports/freshness";

const PATIENCE_MS = 10_000;

/**
 * Has the page follow the shop's plans.
 *
 * @param shown what the page was made from
 * @param variantId for a page that shows this variant's plan alone
 */
export function useFollowedPlans(shown: Freshness, variantId?: string): PlanUpdates {
  const { revalidate, state } = useRevalidator();
  const isNavigating = useNavigation().state !== "idle";
  return usePlanUpdates({
    shown,
    ask: () => askFreshness(variantId),
    readAgain: revalidate,
    isIdle: state === "idle" && !isNavigating,
  });
}

/** By a plain request, which App Bridge signs: one through Remix would be asked anew with every reading of the page. */
async function askFreshness(variantId: string | undefined): Promise<Freshness> {
  const path = variantId === undefined ? "/app/freshness" : `/app/freshness?item=${variantId}`;
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`The app answers ${response.status}`);
  return (await response.json()) as Freshness;
}

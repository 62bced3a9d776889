import { readPlanAge } from "~/data/plan-age";
import { readShop } from "~/data/shops";
import { replanShop } from "./replan";
import type { RunContext } from "./run-progress";

/** Plans every variant of a shop anew, and once more when that was asked for again meanwhile. */
export async function runReplan({ shop, progress, signal }: RunContext, now: Date): Promise<void> {
  await progress.enter("planning");
  do {
    const { skus } = await readPlanAge(shop);
    await replanShop(shop, {
      now,
      signal,
      onProgress: async (planned) => {
        progress.state.replan = { toPlan: Math.max(skus, planned), planned };
        await progress.saveSometimes();
      },
    });
  } while ((await readShop(shop))?.replanAskedAt);
  await progress.save();
}

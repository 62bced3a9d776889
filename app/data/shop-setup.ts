import { z } from "zod";
import { pool } from "~/db.server";

/** What a merchant looks at once, before the plans are his: the steps of the set-up that a person has to take. */
export const SETUP_STEPS = ["leadTime", "serviceLevel", "vendors"] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

const setupSchema = z
  .object({
    done: z.array(z.enum(SETUP_STEPS)).catch([]),
    /** Whether the merchant put it aside. */
    isLeft: z.boolean().catch(false),
  })
  .catch({ done: [], isLeft: false });

export type ShopSetup = z.infer<typeof setupSchema>;

/** What is stored of a shop's set-up; nothing, or of a version that knew others, is a set-up not begun. */
export function parseSetup(stored: unknown): ShopSetup {
  return setupSchema.parse(stored ?? {});
}

/** Notes that steps of the set-up are done. Repeatable. */
export async function noteSetupSteps(shop: string, steps: readonly SetupStep[]): Promise<void> {
  await pool.query(
    `UPDATE shops SET setup = jsonb_set(setup, '{done}', (
       SELECT coalesce(jsonb_agg(DISTINCT step), '[]')
       FROM jsonb_array_elements_text(coalesce(setup -> 'done', '[]') || $2::jsonb) AS step
     )) WHERE shop = $1`,
    [shop, JSON.stringify(steps)],
  );
}

/** Puts the set-up aside, or takes it up again. */
export async function leaveSetup(shop: string, isLeft: boolean): Promise<void> {
  await pool.query("UPDATE shops SET setup = jsonb_set(setup, '{isLeft}', $2::jsonb) WHERE shop = $1", [
    shop,
    JSON.stringify(isLeft),
  ]);
}

import { z } from "zod";
import { QUANTITY_NAMES } from "./documents";

/** A level's quantities in units. `available` is net of committed and can be negative. */
export interface LevelQuantities {
  available: number;
  onHand: number;
  committed: number;
  incoming: number;
  reserved: number;
}

/** Shopify's list of named quantities as one object; a missing name is an error, never a 0. */
export const quantitiesSchema = z
  .array(z.object({ name: z.enum(QUANTITY_NAMES), quantity: z.int() }))
  .transform((list, context): LevelQuantities => {
    const units = Object.fromEntries(list.map(({ name, quantity }) => [name, quantity]));
    const { available, on_hand: onHand, committed, incoming, reserved } = units;
    if (
      available === undefined ||
      onHand === undefined ||
      committed === undefined ||
      incoming === undefined ||
      reserved === undefined
    ) {
      context.addIssue({ code: "custom", message: `lacks one of ${QUANTITY_NAMES.join(", ")}` });
      return z.NEVER;
    }
    return { available, onHand, committed, incoming, reserved };
  });

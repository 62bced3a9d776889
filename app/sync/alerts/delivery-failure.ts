import type { DeliveryFault } from "~/data/alert-deliveries";

/** Why a digest did not arrive. */
export class DeliveryFailure extends Error {
  override readonly name = "DeliveryFailure";

  constructor(
    readonly fault: DeliveryFault,
    /** What the other side said. */
    readonly detail: string,
    /** Whether it may arrive if it is sent again. */
    readonly isRepeatable: boolean,
    /** How long the other side asks to wait. */
    readonly waitSeconds: number | null = null,
  ) {
    super(`${fault}: ${detail}`);
  }
}

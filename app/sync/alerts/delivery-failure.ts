import type { DeliveryFault } from "~/data/alert-deliveries";

interface FailureFacts {
  /** What the other side said, which the shop's staff may read. */
  detail?: string;
  /** For the log, where the other side said nothing, or what it said is not for the shop's staff. */
  reason?: string;
  /** Whether it may arrive if it is sent again. */
  isRepeatable?: boolean;
  /** How long the other side asks to wait. */
  waitSeconds?: number | null;
}

/** Why a digest did not arrive. Its message is for the log alone. */
export class DeliveryFailure extends Error {
  override readonly name = "DeliveryFailure";
  readonly detail: string | null;
  readonly isRepeatable: boolean;
  readonly waitSeconds: number | null;

  constructor(
    readonly fault: DeliveryFault,
    { detail, reason, isRepeatable = false, waitSeconds = null }: FailureFacts,
  ) {
    super(reason ?? detail ?? fault);
    this.detail = detail ?? null;
    this.isRepeatable = isRepeatable;
    this.waitSeconds = waitSeconds;
  }
}

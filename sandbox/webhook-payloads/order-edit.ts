import type { SandboxShop } from "../store/types";
import { wireId, wireTime } from "./wire-format";

/** By how many units an edit changed a line. */
export interface LineDelta {
  lineId: string;
  delta: number;
}

export interface OrderEdited {
  id: string;
  orderId: string;
  /** ISO 8601. */
  at: string;
  deltas: readonly LineDelta[];
}

export function orderEditPayload({ id, orderId, at, deltas }: OrderEdited, shop: SandboxShop): object {
  const lines = deltas.map(({ lineId, delta }) => ({ id: wireId(lineId), delta }));
  return {
    order_edit: {
      id: wireId(id),
      app_id: null,
      created_at: wireTime(at, shop),
      committed_at: wireTime(at, shop),
      notify_customer: false,
      order_id: wireId(orderId),
      staff_note: "",
      user_id: null,
      line_items: {
        additions: lines.filter(({ delta }) => delta > 0),
        removals: lines.filter(({ delta }) => delta < 0).map((line) => ({ ...line, delta: -line.delta })),
      },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}

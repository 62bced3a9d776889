import { globalId } from "../admin-api/global-id";
import type { ShopData } from "../shop-data";
import type { SandboxOrder, SandboxRefund, SandboxRefundLine } from "../store/types";
import { lineItemFields } from "./line-item";
import { wireId, wireTime } from "./wire-format";
import { moneySet, multiplyPrice } from "./wire-money";

/** The staff member who refunds in the sandbox's admin. */
const STAFF_MEMBER_ID = 1_000_000_001;

export function refundPayload(refund: SandboxRefund, order: SandboxOrder, data: ShopData): object {
  const { shop } = data;
  const createdAt = wireTime(refund.createdAt, shop);
  return {
    id: wireId(refund.id),
    admin_graphql_api_id: globalId("Refund", refund.id),
    order_id: wireId(order.id),
    created_at: createdAt,
    processed_at: createdAt,
    note: "",
    user_id: STAFF_MEMBER_ID,
    duties: [],
    total_duties_set: moneySet("0.00", shop.currencyCode),
    return: null,
    refund_shipping_lines: [],
    restock: refund.lines.some(({ restockType }) => restockType !== "no_restock"),
    order_adjustments: [],
    refund_line_items: refund.lines.flatMap((refundLine) => refundLineOf(refundLine, order, data)),
    transactions: [],
  };
}

function refundLineOf(refundLine: SandboxRefundLine, order: SandboxOrder, data: ShopData): object[] {
  const line = order.lines.find(({ id }) => id === refundLine.lineId);
  if (!line) return [];
  const { currencyCode } = data.shop;
  const subtotal = multiplyPrice(line.unitPrice, refundLine.quantity);
  return [
    {
      id: wireId(refundLine.id),
      line_item_id: wireId(line.id),
      location_id: refundLine.locationId === null ? null : wireId(refundLine.locationId),
      quantity: refundLine.quantity,
      restock_type: refundLine.restockType,
      subtotal: Number(subtotal),
      subtotal_set: moneySet(subtotal, currencyCode),
      total_tax: 0,
      total_tax_set: moneySet("0.00", currencyCode),
      line_item: lineItemFields(line, data),
    },
  ];
}

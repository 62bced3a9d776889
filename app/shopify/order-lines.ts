import { z } from "zod";
import { numericId } from "./global-id";
import { readPlainOrderLine } from "./plain-lines";
import { ShopifyError } from "./shopify-error";

/** One line of an order: the fact that demand derives from. */
export interface OrderLine {
  orderLineId: string;
  orderId: string;
  variantId: string;
  /** When the order was created, ISO 8601. */
  orderedAt: string;
  /** Units ordered. Shopify's `quantity`, which returns and later removals do not lower. */
  units: number;
  cancelled: boolean;
  test: boolean;
  /** ISO 8601. */
  orderUpdatedAt: string;
}

export const orderSchema = z.object({
  id: numericId("Order"),
  createdAt: z.string(),
  updatedAt: z.string(),
  cancelledAt: z.string().nullable(),
  test: z.boolean(),
});

type Order = z.infer<typeof orderSchema>;

export const lineItemSchema = z.object({
  id: numericId("LineItem"),
  quantity: z.int(),
  // null where the variant was deleted, or never was one (a custom line, a tip).
  variant: z.object({ id: numericId("ProductVariant") }).nullable(),
});

type LineItem = z.infer<typeof lineItemSchema>;

const lineSchema = lineItemSchema.extend({ __parentId: numericId("Order") });

type ExportedLine = z.infer<typeof lineSchema>;

/** An order's line as a fact; none for a line without a variant: there is nothing to reorder for it. */
export function orderLineOf(order: Order, line: LineItem): OrderLine | undefined {
  if (!line.variant) return undefined;
  return {
    orderLineId: line.id,
    orderId: order.id,
    variantId: line.variant.id,
    orderedAt: order.createdAt,
    units: line.quantity,
    cancelled: order.cancelledAt !== null,
    test: order.test,
    orderUpdatedAt: order.updatedAt,
  };
}

/**
 * Puts together the order lines of {@link ordersExport}'s result, in which an order stands before its lines. Lines without
 * a variant are left out: there is nothing to reorder for them.
 */
export class OrderLineReader {
  private order: Order | undefined;
  private orderStartsAt = 0;

  /** @param onOrder called with every order, also one of which no line has a variant */
  constructor(private readonly onOrder: (order: Order) => void = () => {}) {}

  /**
   * Parses further lines of the file.
   *
   * @param firstLine position of the first of them in the file
   * @throws {ShopifyError} `invalid-answer` for a line of another form, or one that does not follow its order
   */
  read(firstLine: number, lines: readonly string[]): OrderLine[] {
    const found: OrderLine[] = [];
    lines.forEach((line, index) => {
      try {
        const parsed = parseLine(line);
        if ("__parentId" in parsed) {
          const orderLine = this.withOrder(parsed);
          if (orderLine) found.push(orderLine);
        } else {
          this.order = parsed;
          this.onOrder(this.order);
          this.orderStartsAt = firstLine + index;
        }
      } catch (cause) {
        throw new ShopifyError("invalid-answer", "A line of Shopify's order export can't be read. Try again.", {
          cause,
        });
      }
    });
    return found;
  }

  /** Where a later reading has to start so that it meets the order of the line that follows: that order's own line. */
  get resumeAt(): number {
    return this.orderStartsAt;
  }

  private withOrder(line: ExportedLine): OrderLine | undefined {
    const { order } = this;
    if (order?.id !== line.__parentId) throw new Error(`Line ${line.id} does not follow its order ${line.__parentId}`);
    return orderLineOf(order, line);
  }
}

function parseLine(line: string): Order | ExportedLine {
  const plain = readPlainOrderLine(line);
  if (plain) return plain;
  const object: unknown = JSON.parse(line);
  return isLine(object) ? lineSchema.parse(object) : orderSchema.parse(object);
}

function isLine(object: unknown): boolean {
  return typeof object === "object" && object !== null && "__parentId" in object;
}

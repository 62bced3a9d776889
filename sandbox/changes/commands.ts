import { IANAZone } from "luxon";
import { z } from "zod";
import { activateLocation, createLocation, deactivateLocation, deleteLocation, updateLocation } from "./locations";
import { cancelOrder, deleteOrder, editOrder, fulfilOrder, placeOrder, refundOrder } from "./orders";
import {
  createProduct,
  deleteProduct,
  deleteVariant,
  updateInventoryItem,
  updateProduct,
  updateVariant,
} from "./products";
import type { ShopChange } from "./shop-change";
import { updateShop } from "./shop";
import { changeLevel, connectLevel, disconnectLevel } from "./stock";

/** A change that can be asked for from outside, with the form of what it needs. */
interface Command {
  /** @throws z.ZodError when the body is of another form */
  prepare: (body: unknown) => (change: ShopChange) => unknown;
}

function command<Input>(schema: z.ZodType<Input>, perform: (change: ShopChange, input: Input) => unknown): Command {
  return {
    prepare: (body) => {
      const input = schema.parse(body);
      return (change) => perform(change, input);
    },
  };
}

const id = z.string().regex(/^\d+$/, "must be a numeric id");
const units = z.number().int().min(1);
const quantity = z.number().int();
const price = z.string().regex(/^\d+\.\d{2}$/, "must be a decimal with two places");
const text = z.string();
const status = z.enum(["ACTIVE", "ARCHIVED", "DRAFT"]);

const orderId = { orderId: id };
const locationId = { locationId: id };
const place = { itemId: id, locationId: id };
const variantFacts = { title: text.optional(), barcode: text.nullable().optional() };
const itemFacts = { unitCost: price.nullable().optional(), tracked: z.boolean().optional() };

const newVariant = z.object({
  ...variantFacts,
  ...itemFacts,
  sku: text,
  price,
  stock: z.array(z.object({ ...locationId, available: quantity })).optional(),
});

const quantities = {
  available: quantity.optional(),
  committed: quantity.optional(),
  incoming: quantity.optional(),
  reserved: quantity.optional(),
};

/** Every change that a merchant or a customer can make in the sandbox's shop, by the name it is asked for with. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  "place-order": command(
    z.object({
      lines: z.array(z.object({ variantId: id, quantity: units })).min(1),
      test: z.boolean().optional(),
      locationId: id.optional(),
    }),
    placeOrder,
  ),
  "fulfil-order": command(z.object(orderId), fulfilOrder),
  "edit-order": command(
    z.object({
      ...orderId,
      lines: z
        .array(
          z.union([
            z.strictObject({ lineId: id, quantity: quantity.min(0) }),
            z.strictObject({ variantId: id, quantity: units }),
          ]),
        )
        .min(1),
    }),
    editOrder,
  ),
  "refund-order": command(
    z.object({
      ...orderId,
      lines: z.array(z.object({ lineId: id, quantity: units })).min(1),
      restock: z.boolean(),
    }),
    refundOrder,
  ),
  "cancel-order": command(z.object({ ...orderId, restock: z.boolean() }), cancelOrder),
  "delete-order": command(z.object(orderId), deleteOrder),
  "create-product": command(
    z.object({
      title: text,
      vendor: text,
      productType: text.optional(),
      status: status.optional(),
      variants: z.array(newVariant).min(1),
    }),
    createProduct,
  ),
  "update-product": command(
    z.object({
      productId: id,
      title: text.optional(),
      vendor: text.optional(),
      productType: text.optional(),
      status: status.optional(),
    }),
    updateProduct,
  ),
  "delete-product": command(z.object({ productId: id }), deleteProduct),
  "update-variant": command(
    z.object({ variantId: id, ...variantFacts, sku: text.optional(), price: price.optional() }),
    updateVariant,
  ),
  "delete-variant": command(z.object({ variantId: id }), deleteVariant),
  "update-inventory-item": command(z.object({ itemId: id, ...itemFacts }), updateInventoryItem),
  "change-level": command(z.object({ ...place, ...quantities }), changeLevel),
  "connect-level": command(z.object({ ...place, available: quantity.optional() }), connectLevel),
  "disconnect-level": command(z.object(place), disconnectLevel),
  "create-location": command(z.object({ name: text }), createLocation),
  "update-location": command(z.object({ ...locationId, name: text }), updateLocation),
  "activate-location": command(z.object(locationId), activateLocation),
  "deactivate-location": command(z.object(locationId), deactivateLocation),
  "delete-location": command(z.object(locationId), deleteLocation),
  "update-shop": command(
    z.object({
      name: text.optional(),
      ianaTimezone: text.refine((zone) => IANAZone.isValidZone(zone), "must be an IANA time zone").optional(),
    }),
    updateShop,
  ),
};

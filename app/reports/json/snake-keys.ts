import { toColumnName, type ColumnName } from "../column-names";

/** A report as JSON writes it: every property under its column's name, however deep. */
export type SnakeKeys<Value> = Value extends readonly (infer Element)[]
  ? SnakeKeys<Element>[]
  : Value extends object
    ? {
        [Property in keyof Value as Property extends string ? ColumnName<Property> : never]: SnakeKeys<Value[Property]>;
      }
    : Value;

/**
 * Names every property of a report as the CSV's columns are named.
 *
 * Example: `{ skus: 2, byClass: [{ unitsSold: 5 }] }` → `{ skus: 2, by_class: [{ units_sold: 5 }] }`
 */
export function toSnakeKeys<Value>(value: Value): SnakeKeys<Value> {
  return renameKeys(value) as SnakeKeys<Value>;
}

function renameKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renameKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [toColumnName(name), renameKeys(field)]));
}

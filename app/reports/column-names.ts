/** A row's property as URLs, CSV headers and JSON write it: `suggestedOrderQuantity` → `suggested_order_quantity`. */
export function toColumnName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** What {@link toColumnName} makes of a property. */
export type ColumnName<Property extends string> = Property extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${ColumnName<Rest>}`
    : `_${Lowercase<First>}${ColumnName<Rest>}`
  : "";

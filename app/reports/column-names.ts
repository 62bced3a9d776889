/** A row's property as URLs and CSV headers write it: `suggestedOrderQuantity` → `suggested_order_quantity`. */
export function toColumnName(property: string): string {
  return property.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

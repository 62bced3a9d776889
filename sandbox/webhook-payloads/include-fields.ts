/**
 * A payload reduced to the fields that a subscription includes. A dotted name reaches into an object, or into each member of a
 * list: `line_items.id`.
 */
export function includeFields(payload: object, fields: readonly string[]): object {
  const wanted = new Map<string, string[]>();
  for (const field of fields) {
    const [name = "", ...rest] = field.split(".");
    const inner = wanted.get(name) ?? [];
    if (rest.length > 0) inner.push(rest.join("."));
    wanted.set(name, inner);
  }
  const included = Object.entries(payload).flatMap(([name, value]: [string, unknown]) => {
    const inner = wanted.get(name);
    if (!inner) return [];
    return [[name, inner.length === 0 ? value : includeInner(value, inner)] as const];
  });
  return Object.fromEntries(included);
}

function includeInner(value: unknown, fields: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((member: unknown) => includeInner(member, fields));
  return typeof value === "object" && value !== null ? includeFields(value, fields) : value;
}

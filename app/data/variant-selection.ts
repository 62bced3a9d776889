/** Which variants to read: a page of all that are not deleted, in order of their id, or the ones named. */
export type VariantSelection = { after: string; limit: number } | { variantIds: readonly string[] };

/**
 * The SQL condition that keeps a selection's variants. It has to stand last in its query, since it may order and cut it.
 *
 * @param position number of the first parameter that is free
 */
export function selectVariants(
  selection: VariantSelection,
  position: number,
): { condition: string; values: unknown[] } {
  if ("variantIds" in selection) {
    return { condition: `variant_id = ANY($${position}::bigint[])`, values: [selection.variantIds] };
  }
  return {
    condition: `variant_id > $${position} ORDER BY variant_id LIMIT $${position + 1}`,
    values: [selection.after, selection.limit],
  };
}

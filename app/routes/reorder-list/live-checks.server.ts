/** Rows that Shopify confirmed less than this ago need no asking again by a page that stays open. */
const LATELY_MS = 60_000;

/**
 * Which items Shopify was asked about lately, over all pages of this process: pages that follow a busy shop read their rows
 * again every few seconds, and would use up the shop's API limit if each time asked Shopify too.
 */
export class LiveChecks {
  /** By shop and item, in the order of the times. */
  private readonly checkedAt = new Map<string, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  wasCheckedLately(shop: string, inventoryItemId: string): boolean {
    const checkedAt = this.checkedAt.get(keyOf(shop, inventoryItemId));
    return checkedAt !== undefined && this.now() - checkedAt < LATELY_MS;
  }

  note(shop: string, inventoryItemIds: readonly string[]): void {
    const now = this.now();
    this.forgetBefore(now - LATELY_MS);
    for (const id of inventoryItemIds) {
      const key = keyOf(shop, id);
      this.checkedAt.delete(key);
      this.checkedAt.set(key, now);
    }
  }

  private forgetBefore(limit: number): void {
    for (const [key, checkedAt] of this.checkedAt) {
      if (checkedAt > limit) return;
      this.checkedAt.delete(key);
    }
  }
}

function keyOf(shop: string, inventoryItemId: string): string {
  return `${shop} ${inventoryItemId}`;
}

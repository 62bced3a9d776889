import type { NodeList, SortValue } from "./admin-api/connections";
import { sortedList, withChangedNodes } from "./admin-api/connections";

interface KeptList<Node> {
  list: NodeList<Node>;
  /** What has come, changed or gone since the list was sorted; false for what has gone. */
  changed: Map<Node, boolean>;
}

/**
 * The nodes of one kind in the orders that were asked for. A list is sorted once; later only what has come, changed or gone
 * finds its place anew, so that a busy shop with a million orders stays quick to page over. A list that was handed out
 * never changes: whoever reads it on reads what it held.
 */
export class SortedLists<Node extends { id: string }> {
  private readonly kept = new Map<string, KeptList<Node>>();

  /** `nodes` is the living list: it holds what there is now. */
  constructor(private readonly nodes: readonly Node[]) {}

  by(sortKey: string, sortValue: (node: Node) => SortValue): NodeList<Node> {
    const known = this.kept.get(sortKey);
    if (!known) {
      const list = sortedList([...this.nodes], sortValue);
      this.kept.set(sortKey, { list, changed: new Map() });
      return list;
    }
    if (known.changed.size > 0) {
      known.list = withChangedNodes(known.list, known.changed);
      known.changed = new Map();
    }
    return known.list;
  }

  /** A node has come, or something of it has changed. */
  put(node: Node): void {
    for (const { changed } of this.kept.values()) changed.set(node, true);
  }

  remove(node: Node): void {
    for (const { changed } of this.kept.values()) changed.set(node, false);
  }
}

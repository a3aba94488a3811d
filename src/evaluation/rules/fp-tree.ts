/**
 * A prefix tree of baskets (Han, Pei and Yin, SIGMOD 2000): baskets that begin alike share their nodes. Items are ranks,
 * 0 the most frequent, and each basket holds them ascending, so that what is frequent is shared.
 */
export class FpTree {
  /** Number of baskets with each item [items]. */
  readonly counts: Float64Array;
  private readonly itemOf: number[] = [-1];
  private readonly parentOf: number[] = [-1];
  private readonly countOf: number[] = [0];
  /** The next node of the same item, -1 for the last; the first in `heads`. */
  private readonly nextOf: number[] = [-1];
  private readonly heads: Int32Array;
  private readonly children = new Map<number, number>();

  constructor(private readonly items: number) {
    this.counts = new Float64Array(items);
    this.heads = new Int32Array(items).fill(-1);
  }

  /** Adds `count` baskets that hold the first `length` of `basket`. */
  add(basket: Int32Array, length: number, count: number): void {
    let node = 0;
    for (let i = 0; i < length; i++) {
      node = this.child(node, basket[i]);
      this.countOf[node] += count;
      this.counts[basket[i]] += count;
    }
  }

  /**
   * Calls `visit` for each node of `item` with the items above it, ascending in the first `length` of `path`, and the number
   * of baskets that run through the node. `path` is reused; it must have room for all items.
   */
  paths(item: number, path: Int32Array, visit: (length: number, count: number) => void): void {
    for (let node = this.heads[item]; node >= 0; node = this.nextOf[node]) {
      let length = 0;
      for (let above = this.parentOf[node]; above > 0; above = this.parentOf[above])
        path[length++] = this.itemOf[above];
      path.subarray(0, length).reverse();
      visit(length, this.countOf[node]);
    }
  }

  private child(node: number, item: number): number {
    const key = node * this.items + item;
    const known = this.children.get(key);
    if (known !== undefined) return known;
    const added = this.itemOf.length;
    this.itemOf.push(item);
    this.parentOf.push(node);
    this.countOf.push(0);
    this.nextOf.push(this.heads[item]);
    this.heads[item] = added;
    this.children.set(key, added);
    return added;
  }
}

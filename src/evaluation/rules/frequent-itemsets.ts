import { byFallingValue, type Csr } from '../../core/numerics/index.js';
import { FpTree } from './fp-tree.js';

export interface ItemsetOptions {
  /** Baskets that an itemset must be in, at least 1. */
  readonly minimumCount: number;
  /** Most products of an itemset. */
  readonly largest: number;
}

/**
 * Calls `visit` for each set of products that is in at least `minimumCount` baskets, found by FP-growth (Han, Pei and Yin,
 * SIGMOD 2000). A set comes after all of its subsets; its products come rarest first. The array is reused.
 *
 * @param baskets [baskets, products]; only which products a row holds counts
 */
export function frequentItemsets(
  baskets: Csr,
  options: ItemsetOptions,
  visit: (products: readonly number[], count: number) => void,
): void {
  const { minimumCount, largest } = options;
  const ranked = rankedProducts(baskets, minimumCount);
  const itemset: number[] = [];
  const grow = (counts: Float64Array, tree: FpTree): void => {
    for (let item = 0; item < counts.length; item++) {
      if (counts[item] < minimumCount) continue;
      itemset.push(ranked[item]);
      visit(itemset, counts[item]);
      if (itemset.length < largest) {
        const beside = countsBeside(tree, item);
        // The largest sets need the counts only, no tree to grow on.
        const leaf = itemset.length + 1 === largest;
        grow(beside, leaf ? EMPTY : conditionalTree(tree, item, beside, minimumCount));
      }
      itemset.pop();
    }
  };
  const tree = basketTree(baskets, ranked);
  if (largest > 0) grow(tree.counts, tree);
}

const EMPTY = new FpTree(0);

/** The products that are frequent by themselves, most frequent first. */
function rankedProducts({ columns, width }: Csr, minimumCount: number): number[] {
  const counts = new Float64Array(width);
  for (const product of columns) counts[product]++;
  return Array.from(counts.keys())
    .filter((product) => counts[product] >= Math.max(1, minimumCount))
    .sort(byFallingValue(counts));
}

function basketTree({ rows, width, offsets, columns }: Csr, ranked: readonly number[]): FpTree {
  const rankOf = new Int32Array(width).fill(-1);
  ranked.forEach((product, rank) => (rankOf[product] = rank));
  const tree = new FpTree(ranked.length);
  const basket = new Int32Array(ranked.length);
  for (let row = 0; row < rows; row++) {
    let length = 0;
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      if (rankOf[columns[e]] >= 0) basket[length++] = rankOf[columns[e]];
    }
    basket.subarray(0, length).sort();
    tree.add(basket, length, 1);
  }
  return tree;
}

/** Number of baskets with `item` and each item before it. */
function countsBeside(tree: FpTree, item: number): Float64Array {
  const counts = new Float64Array(item);
  const path = new Int32Array(item);
  tree.paths(item, path, (length, count) => {
    for (let i = 0; i < length; i++) counts[path[i]] += count;
  });
  return counts;
}

/** The baskets that hold `item`, cut to the items before it that are frequent among them. */
function conditionalTree(tree: FpTree, item: number, beside: Float64Array, minimumCount: number): FpTree {
  const conditional = new FpTree(item);
  const path = new Int32Array(item);
  tree.paths(item, path, (length, count) => {
    let kept = 0;
    for (let i = 0; i < length; i++) if (beside[path[i]] >= minimumCount) path[kept++] = path[i];
    conditional.add(path, kept, count);
  });
  return conditional;
}

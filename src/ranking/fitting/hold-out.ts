import { murmurStep } from '../../core/index.js';
import type { Baskets } from '../../learning/cooccurrence/index.js';

/** A question whose answer is known: a product of a basket that was set aside, and what else was in it. */
export interface HeldOutQuery {
  readonly product: number;
  /** The basket's products of other categories. */
  readonly truth: readonly number[];
}

export interface HoldOutOptions {
  /** Share of the baskets to set aside. */
  readonly share: number;
  readonly queriesPerBasket: number;
  readonly mostQueries: number;
}

export interface HoldOut {
  /** The baskets without those set aside: they weigh 0 and count nowhere. */
  readonly training: Baskets;
  readonly queries: readonly HeldOutQuery[];
}

/**
 * Sets a share of the baskets aside, chosen by a hash of what they hold, so the choice does not depend on any order.
 *
 * @param categoryGroupOf for each product, the category that stands for it in "another category", -1 for none
 */
export function holdOut(baskets: Baskets, categoryGroupOf: Int32Array, options: HoldOutOptions): HoldOut {
  const { contents, counted, ageWeight } = baskets;
  const trainingAge = ageWeight.slice();
  const trainingCounted = counted.slice();
  const drawn: (HeldOutQuery & { hash: number })[] = [];
  for (let b = 0; b < contents.rows; b++) {
    const products = contents.columns.subarray(contents.offsets[b], contents.offsets[b + 1]);
    if (products.length < 2 || counted[b] === 0) continue;
    const hash = hashOfBasket(products);
    if (hash / 2 ** 32 >= options.share) continue;
    trainingAge[b] = 0;
    trainingCounted[b] = 0;
    const asked = [...products]
      .map((product) => ({ product, hash: murmurStep(hash, product) }))
      .sort((p, q) => p.hash - q.hash || p.product - q.product)
      .slice(0, options.queriesPerBasket);
    for (const { product, hash: order } of asked) {
      const truth = [...products].filter(
        (y) => categoryGroupOf[y] >= 0 && categoryGroupOf[y] !== categoryGroupOf[product],
      );
      if (categoryGroupOf[product] >= 0 && truth.length > 0) drawn.push({ product, truth, hash: order });
    }
  }
  drawn.sort((p, q) => p.hash - q.hash || p.product - q.product);
  return {
    training: { ...baskets, ageWeight: trainingAge, counted: trainingCounted },
    queries: drawn.slice(0, options.mostQueries),
  };
}

const BASKET_SEED = 0x9e3779b9;

/** 32 bits that depend on what a basket holds, and on nothing else. */
function hashOfBasket(products: Int32Array): number {
  return products.reduce((hash, product) => murmurStep(hash, product), BASKET_SEED);
}

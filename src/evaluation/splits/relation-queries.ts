import type { Shop } from '../../shop/index.js';
import { seenProducts } from './seen-products.js';
import type { SplitSettings } from './choices.js';
import type { Draft, Held } from './split.js';
import { hashFraction, inHashOrder } from './stable-hash.js';

/** A shop's own word on which products are bought along with which, by number: truth that training never sees. */
export interface ProductRelations {
  readonly source: Int32Array;
  readonly target: Int32Array;
}

const VALIDATION_SHARE = 0.2;

/**
 * All events are training; a query is a product, its truth the products of other category groups that the shop relates it to. A
 * fifth of the products, by hash, is for validation and never asked in the test.
 */
export function relationQueries(
  shop: Shop,
  categoryGroupOf: Int32Array,
  relations: ProductRelations,
  part: 'test' | 'validation',
  { seed }: SplitSettings,
): Held {
  const { ids } = shop.catalogue.products;
  return {
    kept: new Uint8Array(shop.interactions.product.length).fill(1),
    ask: (training) => {
      const known = seenProducts(training);
      const truthOf = new Map<number, Set<number>>();
      relations.source.forEach((x, i) => {
        const y = relations.target[i];
        if (
          known[x] === 0 ||
          known[y] === 0 ||
          categoryGroupOf[x] < 0 ||
          categoryGroupOf[y] < 0 ||
          categoryGroupOf[x] === categoryGroupOf[y]
        )
          return;
        truthOf.set(x, (truthOf.get(x) ?? new Set()).add(y));
      });
      const drafts: Draft[] = [];
      for (const [product, truth] of truthOf) {
        const held = hashFraction(seed, 'val', ids[product]) < VALIDATION_SHARE;
        if (held !== (part === 'validation')) continue;
        drafts.push({ product, user: -1, groupKey: ids[product], truth: [...truth].sort((a, b) => a - b) });
      }
      return { known, drafts: inHashOrder(drafts, ({ product }) => [ids[product]], seed) };
    },
  };
}

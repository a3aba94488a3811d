import type { Evidence } from '../../../learning/cooccurrence/index.js';
import type { Catalogue } from '../../../shop/index.js';
import type { ProductCard } from '../../../storage/redis/index.js';

/** Cards in the order of the product numbers; iterable more than once. */
export function productCards(
  { products }: Catalogue,
  { baskets, purchasers, buyers }: Pick<Evidence, 'baskets' | 'purchasers' | 'buyers'>,
): Iterable<ProductCard> {
  return {
    *[Symbol.iterator]() {
      for (let i = 0; i < products.ids.length; i++) {
        yield {
          id: products.ids[i],
          title: products.titles[i],
          category: products.categories[i],
          price: Number.isNaN(products.prices[i]) ? null : products.prices[i],
          brand: products.brands[i],
          baskets: baskets[i],
          purchasers: purchasers[i],
          buyers: buyers[i],
        };
      }
    },
  };
}

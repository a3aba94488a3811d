import { DAY } from '../../core/index.js';
import { csrFromEdges, type Csr } from '../../core/numerics/index.js';
import { pathToRoot } from '../../shop/index.js';
import type { BaselineData } from './baseline-data.js';
import type { Split } from '../splits/index.js';

/** What a baseline may learn from: a split's training part. All kinds of events count alike. */
export function baselineData({ training, categoryGroupOf, counts, candidates }: Split): BaselineData {
  const { catalogue, interactions } = training;
  const { products, categories } = catalogue;
  const { basket, basketUser, basketTime, product, unit, users } = interactions;
  const rows = (count: number, rowOf: (event: number) => number): Csr =>
    csrFromEdges({
      rows: count,
      width: products.ids.length,
      sources: Int32Array.from(basket.keys(), rowOf),
      targets: product,
      combine: () => 1,
    });
  const basketRows = rows(basketTime.length, (event) => basket[event]);
  const brandNumber = new Map<string, number>();
  return {
    products: products.ids.length,
    basketRows,
    userRows: unit === 'customer' ? basketRows : rows(users, (event) => basketUser[basket[event]]),
    basketAgeDays: agesInDays(basketTime),
    categoryOf: products.categories,
    categoryPaths: Array.from(products.categories, (category) => Int32Array.from(pathToRoot(categories, category))),
    categoryGroupOf,
    brandOf: Int32Array.from(products.brands, (brand) => {
      if (brand === null) return -1;
      const number = brandNumber.get(brand) ?? brandNumber.size;
      brandNumber.set(brand, number);
      return number;
    }),
    counts: Float64Array.from(counts),
    eligible: candidates,
    titles: products.titles,
  };
}

/** Whole days to the newest basket's; 0 where there is no time. */
function agesInDays(times: Float64Array): Float64Array {
  const days = times.map((time) => Math.floor(time / DAY));
  const newest = days.reduce((latest, day) => (day > latest ? day : latest), -Infinity);
  return days.map((day) => (Number.isNaN(day) ? 0 : newest - day));
}

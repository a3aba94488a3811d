import type { HeldOutQuery } from '../../fitting/index.js';
import { PLACES, firstTenNdcg } from './ndcg.js';
import { rankProducts } from '../rank/rank-products.js';
import type { Rankable } from '../rank/ranking-work.js';

/** How well lists answer held-out questions. */
export interface ValidationReport {
  readonly queries: number;
  /** Mean NDCG of the first ten places. */
  readonly ndcg: number;
  /** Share of the questions with a right answer among the first ten. */
  readonly hitRate: number;
}

/** Ranks the products that were asked about, and compares the first ten of each list with what stood in the basket. */
export async function validate(
  shop: Rankable,
  queries: readonly HeldOutQuery[],
  threads: number,
): Promise<ValidationReport> {
  const asked = Int32Array.from(new Set(queries.map(({ product }) => product))).sort();
  const lists = new Map<number, Int32Array>();
  for await (const { product, list } of rankProducts(shop, asked, { threads })) {
    lists.set(product, list.products.slice(0, PLACES));
  }
  const gains = queries.map(({ product, truth }) => firstTenNdcg(lists.get(product) ?? new Int32Array(), truth));
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { queries: queries.length, ndcg: mean(gains), hitRate: mean(gains.map((gain) => (gain > 0 ? 1 : 0))) };
}

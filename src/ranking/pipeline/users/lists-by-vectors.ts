import { productSequences, sequenceLongest, type ProductSequences } from '../../../learning/sequence/index.js';
import type { EngineList } from '../rank/answer-queries.js';
import type { PreparedShop } from '../rank/prepare-shop.js';
import { VectorSearch, type HistoryQuery } from './vector-search.js';

/**
 * The products nearest to a vector of what each customer took last: the product asked about, and before it the history.
 *
 * @param queries their histories newest first
 * @param encode vectors [sequences, dimension], rows of length 1, of sequences with the oldest first
 */
export async function listsByVectors(
  shop: PreparedShop,
  queries: readonly HistoryQuery[],
  limit: number,
  encode: (sequences: ProductSequences) => Float32Array | Promise<Float32Array>,
): Promise<EngineList[]> {
  const sequences = productSequences(
    queries.map(({ product, history }) =>
      [product, ...history.filter((taken) => taken !== product)].slice(0, sequenceLongest).reverse(),
    ),
  );
  const nearest = await VectorSearch.open(shop);
  try {
    return await nearest.lists(queries, await encode(sequences), limit);
  } finally {
    await nearest.close();
  }
}

import {
  encodeSequences,
  meanOfRecent,
  productSequences,
  sequenceLongest,
  type OnnxRuntime,
} from '../../model/index.js';
import type { EngineList } from '../lists-for.js';
import type { PreparedShop } from '../prepared-shop.js';
import { NearestProducts, type HistoryQuery } from './nearest-products.js';
import type { UserVectors } from './train-on-users.js';

export type VectorWay = 'recent-mean' | 'bilstm';

/**
 * The products nearest to what each customer took last: the product asked about, and before it the history.
 *
 * @param queries their histories newest first
 */
export async function listsByVectors(
  runtime: OnnxRuntime,
  shop: PreparedShop,
  { recency, sequence }: UserVectors,
  way: VectorWay,
  queries: readonly HistoryQuery[],
  limit: number,
): Promise<EngineList[]> {
  const { embeddings, dimension } = shop;
  const sequences = productSequences(
    queries.map(({ product, history }) =>
      [product, ...history.filter((taken) => taken !== product)].slice(0, sequenceLongest).reverse(),
    ),
  );
  const vectors =
    way === 'bilstm'
      ? await encodeSequences(runtime, sequence, sequences, embeddings)
      : meanOfRecent(sequences, embeddings, dimension, recency);
  const nearest = await NearestProducts.open(shop);
  try {
    return await nearest.lists(queries, vectors, limit);
  } finally {
    await nearest.close();
  }
}

import { availableParallelism } from 'node:os';
import { discard } from '../../../core/index.js';
import { TopK } from '../../../core/numerics/index.js';
import { AffinityRows } from '../../../learning/propagation/index.js';
import type { HeldOutQuery } from '../../fitting/index.js';
import type { PriorContext } from '../../candidates/index.js';
import { PLACES, firstTenNdcg } from './ndcg.js';

/**
 * How well nearness alone answers held-out questions: mean NDCG of the ten eligible products of other categories whose
 * embeddings are nearest. Quick enough to be asked while a network trains.
 *
 * @param embeddings [products, dimension], unit rows
 */
export async function validateEmbeddings(
  embeddings: Float32Array,
  dimension: number,
  queries: readonly HeldOutQuery[],
  context: PriorContext,
): Promise<number> {
  const rows = await AffinityRows.open(embeddings, dimension, availableParallelism());
  const products = context.categoryOf.length;
  const cosines = new Float32Array(AffinityRows.blockRows * products);
  let sum = 0;
  try {
    for (let from = 0; from < queries.length; from += AffinityRows.blockRows) {
      const block = queries.slice(from, from + AffinityRows.blockRows);
      await rows.read(
        Int32Array.from(block, ({ product }) => product),
        cosines,
      );
      block.forEach(({ product, truth }, row) => {
        sum += firstTenNdcg(nearest(product, cosines.subarray(row * products, (row + 1) * products), context), truth);
      });
    }
  } finally {
    await rows.close();
    discard([cosines]);
  }
  return sum / Math.max(1, queries.length);
}

/** The largest cosines of admitted products, largest first, equal ones by number; those of the others are lost. */
function nearest(
  product: number,
  cosines: Float32Array,
  { eligible, categoryOf, categoryGroups }: PriorContext,
): Int32Array {
  const own = categoryOf[product] < 0 ? -1 : categoryGroups[categoryOf[product]];
  for (let y = 0; y < cosines.length; y++) {
    if (eligible[y] === 0 || y === product || categoryGroups[categoryOf[y]] === own) cosines[y] = -Infinity;
  }
  return new TopK(PLACES, -Infinity).of(cosines);
}

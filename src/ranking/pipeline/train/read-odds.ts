import { AffinityRows } from '../../../learning/propagation/index.js';
import type { Rankable } from '../rank/ranking-work.js';

/**
 * Reads e^(weight · cosine) with every product for each of some products, block by block.
 *
 * @param affinityWeight of the cosine, as a ranker states it
 * @param use takes a product and its row, which holds only until `use` returns
 */
export async function readOdds(
  { inputs, embeddings, dimension }: Rankable,
  affinityWeight: number,
  products: Int32Array,
  use: (product: number, odds: Float32Array) => void,
): Promise<void> {
  const odds = await AffinityRows.openOdds(embeddings, dimension, affinityWeight);
  const count = inputs.context.eligible.length;
  const rows = new Float32Array(AffinityRows.blockRows * count);
  try {
    for (let block = 0; block < products.length; block += AffinityRows.blockRows) {
      const asked = products.slice(block, block + AffinityRows.blockRows);
      await odds.read(asked, rows);
      asked.forEach((product, row) => {
        use(product, rows.subarray(row * count, (row + 1) * count));
      });
    }
  } finally {
    await odds.close();
  }
}

import { AffinityRows } from '../../../learning/propagation/index.js';
import { ProductRanker } from '../../reranking/index.js';
import type { CandidateTable } from '../../fitting/index.js';
import type { Rankable } from '../rank/ranking-work.js';

/** The candidates of these products and their signals, as the second stage is fitted to them. */
export async function candidateTables(
  { inputs, embeddings, dimension }: Rankable,
  products: readonly number[],
): Promise<Map<number, CandidateTable>> {
  const ranker = new ProductRanker(inputs);
  const odds = await AffinityRows.openOdds(embeddings, dimension, ranker.affinityWeight);
  const count = inputs.context.eligible.length;
  const rows = new Float32Array(AffinityRows.blockRows * count);
  const tables = new Map<number, CandidateTable>();
  try {
    for (let block = 0; block < products.length; block += AffinityRows.blockRows) {
      const asked = products.slice(block, block + AffinityRows.blockRows);
      await odds.read(Int32Array.from(asked), rows);
      asked.forEach((product, row) => {
        const { products: candidates, signals } = ranker.candidates(
          product,
          rows.subarray(row * count, (row + 1) * count),
        );
        tables.set(product, { products: candidates, signals });
      });
    }
  } finally {
    await odds.close();
  }
  return tables;
}

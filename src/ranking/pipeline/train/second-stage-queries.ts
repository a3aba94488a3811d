import { AffinityRows } from '../../../learning/propagation/index.js';
import { ProductRanker } from '../../reranking/index.js';
import type { HeldOutQuery, SecondStageQuery } from '../../fitting/index.js';
import type { Rankable } from '../rank/ranking-work.js';

/** The candidates of held-out questions and their signals, as the second stage is fitted to them. */
export async function secondStageQueries(
  { inputs, embeddings, dimension }: Rankable,
  queries: readonly HeldOutQuery[],
): Promise<SecondStageQuery[]> {
  const ranker = new ProductRanker(inputs);
  const odds = await AffinityRows.openOdds(embeddings, dimension, ranker.affinityWeight);
  const { logPopularity, eligible } = inputs.context;
  const products = eligible.length;
  const rows = new Float32Array(AffinityRows.blockRows * products);
  const found: SecondStageQuery[] = [];
  try {
    for (let block = 0; block < queries.length; block += AffinityRows.blockRows) {
      const asked = queries.slice(block, block + AffinityRows.blockRows);
      await odds.read(
        Int32Array.from(asked, ({ product }) => product),
        rows,
      );
      asked.forEach(({ product, truth }, row) => {
        const candidates = ranker.candidates(product, rows.subarray(row * products, (row + 1) * products));
        const known = truth.filter((y) => eligible[y] === 1);
        const placeOf = new Map(Array.from(candidates.products, (y, place) => [y, place]));
        found.push({
          signals: candidates.signals,
          logPopularity: candidates.logPopularity,
          truths: known.flatMap((y) => placeOf.get(y) ?? []),
          wanted: known.length,
          truthLogPopularity: known.map((y) => logPopularity[y]),
        });
      });
    }
  } finally {
    await odds.close();
  }
  return found.filter(({ wanted }) => wanted > 0);
}

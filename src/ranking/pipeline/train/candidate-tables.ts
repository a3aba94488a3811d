import { ProductRanker } from '../../reranking/index.js';
import type { CandidateTable } from '../../fitting/index.js';
import type { Rankable } from '../rank/ranking-work.js';
import { readOdds } from './read-odds.js';

/** The candidates of these products and their signals, as the second stage is fitted to them. */
export async function candidateTables(shop: Rankable, products: Int32Array): Promise<Map<number, CandidateTable>> {
  const ranker = new ProductRanker(shop.inputs);
  const tables = new Map<number, CandidateTable>();
  await readOdds(shop, ranker.affinityWeight, products, (product, odds) => {
    const { products: candidates, signals } = ranker.candidates(product, odds);
    tables.set(product, { products: candidates, signals });
  });
  return tables;
}

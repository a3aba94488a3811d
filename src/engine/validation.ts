import type { HeldOutQuery } from '../recommend/index.js';
import { rankProducts } from './ranking/rank-products.js';
import type { Rankable } from './ranking/ranking-work.js';

/** How well lists answer held-out questions. */
export interface ValidationReport {
  readonly queries: number;
  /** Mean NDCG of the first ten places. */
  readonly ndcg: number;
  /** Share of the questions with a right answer among the first ten. */
  readonly hitRate: number;
}

const PLACES = 10;

/** Ranks the products that were asked about, and compares the first ten of each list with what stood in the basket. */
export async function validate(
  shop: Rankable,
  queries: readonly HeldOutQuery[],
  threads: number,
): Promise<ValidationReport> {
  const asked = Int32Array.from(new Set(queries.map(({ product }) => product))).sort();
  const lists = new Map<number, Int32Array>();
  for await (const [product, { products }] of rankProducts(shop, asked, threads)) {
    lists.set(product, products.slice(0, PLACES));
  }
  let ndcg = 0;
  let hits = 0;
  for (const { product, truth } of queries) {
    const gain = gainOf(lists.get(product) ?? new Int32Array(), new Set(truth));
    ndcg += gain / idealGain(truth.length);
    if (gain > 0) hits++;
  }
  const mean = (sum: number): number => (queries.length === 0 ? 0 : sum / queries.length);
  return { queries: queries.length, ndcg: mean(ndcg), hitRate: mean(hits) };
}

/** DCG with gain 1 for each right answer (Järvelin and Kekäläinen, 2002). */
function gainOf(list: Int32Array, truth: ReadonlySet<number>): number {
  return list.reduce((sum, product, place) => (truth.has(product) ? sum + 1 / Math.log2(place + 2) : sum), 0);
}

function idealGain(truths: number): number {
  let sum = 0;
  for (let place = 0; place < Math.min(truths, PLACES); place++) sum += 1 / Math.log2(place + 2);
  return sum;
}

import { ListExposure, type Exposure, type PurchaseBaskets } from '../../ranking/exposure/index.js';
import { listLength, type Judgement } from './judge.js';

/** What a shopkeeper sees in the lists, beside accuracy. */
export type ExposureMetric = Exclude<keyof Exposure, 'lists'>;

/**
 * Exposure over one list for each product that is asked about, the first where its questions are answered differently, as it
 * was given: what may not stand there counts too. Traffic is how often a product is asked about.
 */
export function firstLists(judgement: Judgement, baskets: PurchaseBaskets): Record<ExposureMetric, number> {
  const { truth, products, cutoff } = judgement;
  const asked = new Int32Array(baskets.counts.length);
  for (const { product } of truth.queries) asked[product]++;
  const tally = new ListExposure(baskets);
  const answered = new Uint8Array(asked.length);
  truth.queries.forEach(({ product }, q) => {
    const length = listLength(judgement, q);
    if (length === 0 || answered[product] === 1) return;
    answered[product] = 1;
    const list = products.subarray(q * cutoff, q * cutoff + length);
    tally.add(product, Int32Array.from(new Set(list)), asked[product]);
  });
  const { maxExposure, trafficExposure, maxFirst, ...seen } = tally.exposure();
  const { firstIsBestseller, firstIsRecent, topDecile, belowChance, notAbove } = seen;
  return {
    maxExposure,
    trafficExposure,
    maxFirst,
    firstIsBestseller,
    firstIsRecent,
    topDecile,
    belowChance,
    notAbove,
  };
}

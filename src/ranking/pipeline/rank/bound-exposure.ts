import { exposurePrices, type ExposurePrices, type PricedList } from '../../exposure/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import { rankProducts } from './rank-products.js';
import type { Rankable } from './ranking-work.js';
import { sampleLists } from './sample-lists.js';

/** Lists that prices are made from; in a shop of more products they stand for the others. */
const SAMPLE = 4000;

/** The prices under which no product stands on more lists than the model lets it; undefined where nothing is bounded. */
export async function boundExposure(
  shop: Rankable,
  gathered: Pick<GatheredShop, 'baskets'>,
): Promise<ExposurePrices | undefined> {
  const { maxExposure } = shop.inputs.model;
  if (maxExposure === undefined) return undefined;
  const sample = new Map(
    sampleLists(gathered, shop.inputs.context, SAMPLE).map((sampled) => [sampled.product, sampled]),
  );
  const found = new Map<number, PricedList>();
  for await (const { product, list } of rankProducts(shop, Int32Array.from(sample.keys()).sort())) {
    const { counts = [] } = sample.get(product) ?? {};
    const sum = list.scores.reduce((total, score) => total + score, 0);
    found.set(product, {
      products: list.products,
      shares: Float64Array.from(list.scores, (score) => score / Math.max(sum, Number.MIN_VALUE)),
      counts,
    });
  }
  // Lists come in no particular order, and sums of prices' margins must not depend on it.
  const lists = [...found.keys()].sort((a, b) => a - b).flatMap((product) => found.get(product) ?? []);
  return exposurePrices(lists, shop.inputs.context.eligible.length, maxExposure);
}

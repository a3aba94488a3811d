import { murmurStep } from '../../../core/index.js';
import type { Baskets } from '../../../learning/cooccurrence/index.js';
import type { PriorContext } from '../../candidates/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';

/** A product whose list is looked at for itself and for others like it. */
export interface SampledList {
  readonly product: number;
  /**
   * What its list counts, for itself and those that it stands for: 1 a product, √t and t, with t the baskets of the newest tenth
   * that hold it, for shoppers ask more often about what sells, and some only about that.
   */
  readonly counts: readonly number[];
}

const SEED = 0x5bd1e995;

/**
 * Products that sell, so many at most in the mean: each with a chance that is half alike for all, half by how much it is asked
 * for, which the weights make up for. Drawn by a hash, so the same for the same shop.
 */
export function sampleLists(
  { baskets }: Pick<GatheredShop, 'baskets'>,
  { eligible }: Pick<PriorContext, 'eligible'>,
  most: number,
): SampledList[] {
  const traffic = newestCounts(baskets);
  const selling = Int32Array.from(eligible.keys()).filter((product) => eligible[product] === 1);
  const total = selling.reduce((sum, product) => sum + traffic[product], 0);
  return [...selling].flatMap((product): SampledList[] => {
    const share = 0.5 / selling.length + (total === 0 ? 0.5 / selling.length : (0.5 * traffic[product]) / total);
    const chance = Math.min(1, most * share);
    if (murmurStep(SEED, product) / 2 ** 32 >= chance) return [];
    const counts = [1, Math.sqrt(traffic[product]), traffic[product]].map((count) => count / chance);
    return [{ product, counts }];
  });
}

/** How many of the newest tenth of the counted baskets hold each product; of all where there are no times. */
function newestCounts({ contents, counted, ageWeight, age }: Baskets): Float64Array {
  const kept = (b: number): boolean => counted[b] === 1 && ageWeight[b] > 0;
  const ages = age.filter((_, b) => kept(b)).sort();
  const oldest = ages[Math.floor(ages.length / 10)] ?? 0;
  const counts = new Float64Array(contents.width);
  for (let b = 0; b < contents.rows; b++) {
    if (!kept(b) || age[b] > oldest) continue;
    for (let e = contents.offsets[b]; e < contents.offsets[b + 1]; e++) counts[contents.columns[e]]++;
  }
  return counts;
}

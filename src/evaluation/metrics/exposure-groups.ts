import { compareIds } from '../../core/index.js';
import { exposure } from './exposure.js';
import type { Judgement, Truth } from './judge.js';

/** How a group of products is treated: its share of the places, of the purchases and of the candidates. */
export interface GroupExposure {
  readonly group: string;
  readonly places: number;
  readonly purchases: number;
  readonly candidates: number;
}

/** Exposure per brand, the most shown first; products without a brand are left out of the groups, not of the shares. */
export function brandExposure(judgement: Judgement, brands: readonly (string | null)[]): GroupExposure[] {
  return groupExposure(judgement, (product) => brands[product] ?? undefined).sort(
    (a, b) => b.places - a.places || compareIds(a.group, b.group),
  );
}

const BANDS = ['lowest', 'low', 'middle', 'high', 'highest'] as const;

/** Exposure per price band: fifths of the candidates that have a price, the cheapest first; equal prices fall together. */
export function priceExposure(judgement: Judgement, prices: Float64Array): GroupExposure[] {
  const bandOf = priceBands(judgement.truth, prices);
  const found = groupExposure(judgement, (product) => BANDS[bandOf[product]]);
  return BANDS.flatMap((band) => found.filter(({ group }) => group === band));
}

/** Band of each product [products], -1 without a price. */
function priceBands({ candidates }: Pick<Truth, 'candidates'>, prices: Float64Array): Int8Array {
  const priced = prices.filter((price, product) => candidates[product] === 1 && !Number.isNaN(price)).sort();
  const limits = [1, 2, 3, 4].map((fifth) => priced[Math.ceil((fifth * priced.length) / BANDS.length) - 1]);
  return Int8Array.from(prices, (price) =>
    Number.isNaN(price) || priced.length === 0 ? -1 : limits.filter((limit) => price > limit).length,
  );
}

function groupExposure(judgement: Judgement, groupOf: (product: number) => string | undefined): GroupExposure[] {
  const { candidates, counts } = judgement.truth;
  const shown = exposure(judgement);
  const total = { places: 0, purchases: 0, candidates: 0 };
  const sums = new Map<string, { places: number; purchases: number; candidates: number }>();
  const add = (sum: typeof total, product: number): void => {
    sum.places += shown[product];
    sum.purchases += counts[product];
    sum.candidates++;
  };
  candidates.forEach((candidate, product) => {
    if (candidate === 0) return;
    add(total, product);
    const group = groupOf(product);
    if (group === undefined) return;
    const sum = sums.get(group) ?? { places: 0, purchases: 0, candidates: 0 };
    sums.set(group, sum);
    add(sum, product);
  });
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return Array.from(sums, ([group, sum]) => ({
    group,
    places: share(sum.places, total.places),
    purchases: share(sum.purchases, total.purchases),
    candidates: share(sum.candidates, total.candidates),
  }));
}

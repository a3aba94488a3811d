import type { Judgement } from './judge.js';

/** Places that each product fills rightly in all lists together [products]. */
export function exposure({ truth, products, allowed }: Judgement): Int32Array {
  const shown = new Int32Array(truth.categoryGroupOf.length);
  for (let at = 0; at < products.length; at++) if (allowed[at] === 1) shown[products[at]]++;
  return shown;
}

/** Share of the candidates that some list shows. */
export function coverage(judgement: Judgement): number {
  const { candidates } = judgement.truth;
  const total = candidates.reduce((sum, candidate) => sum + candidate, 0);
  const shown = exposure(judgement).reduce((sum, places) => sum + (places > 0 ? 1 : 0), 0);
  return total === 0 ? 0 : shown / total;
}

/**
 * Gini coefficient of the candidates' exposure: 0 where all are shown equally often, near 1 where few fill all places.
 * G = Σ_i (2i - n - 1) e_i / (n Σ e), e ascending, i from 1.
 */
export function exposureGini(judgement: Judgement): number {
  const { candidates } = judgement.truth;
  const shown = exposure(judgement)
    .filter((_, product) => candidates[product] === 1)
    .sort();
  let weighted = 0;
  let total = 0;
  shown.forEach((places, i) => {
    weighted += (2 * (i + 1) - shown.length - 1) * places;
    total += places;
  });
  return total === 0 ? 0 : weighted / (shown.length * total);
}

import { byFallingValue } from '../../core/numerics/index.js';
import type { Truth } from './judge.js';

type Counted = Pick<Truth, 'counts' | 'candidates'>;

/** The candidates, most bought first; of equal ones the lower number. */
function byPopularity({ counts, candidates }: Counted): Int32Array {
  const found = Int32Array.from(candidates.keys()).filter((product) => candidates[product] === 1);
  return found.sort(byFallingValue(counts));
}

/** 1 for the head: the fifth of the candidates, rounded up, that is bought most. The rest is the long tail. */
export function popularHead(truth: Counted): Uint8Array {
  const ordered = byPopularity(truth);
  const head = new Uint8Array(truth.counts.length);
  for (const product of ordered.subarray(0, Math.ceil(ordered.length / 5))) head[product] = 1;
  return head;
}

/**
 * Percentile of each candidate's count among the candidates' (100: most bought), the middle of equal ones; 0 for a product
 * that is none.
 */
export function popularityPercentiles(truth: Counted): Float64Array {
  const ordered = byPopularity(truth).reverse();
  const percentiles = new Float64Array(truth.counts.length);
  for (let from = 0; from < ordered.length;) {
    let to = from + 1;
    while (to < ordered.length && truth.counts[ordered[to]] === truth.counts[ordered[from]]) to++;
    for (let i = from; i < to; i++) percentiles[ordered[i]] = (50 * (from + to)) / ordered.length;
    from = to;
  }
  return percentiles;
}

import type { Judgement, Truth } from './judge.js';
import type { QueryValues } from './query-values.js';

/**
 * ROC-AUC over all candidates of other category groups, exactly, without sampling: the chance that a product of the truth stands
 * before one that is not, where the list gives the order and all candidates that it does not show are tied after it (a tie
 * counts ½). ½ for a list without hits when it is short beside the catalogue; NaN where everything is truth.
 */
export function rocAuc({ truth, cutoff, gain, allowed }: Judgement): QueryValues {
  const pool = new CandidatePool(truth);
  const values = Float64Array.from(truth.queries, (query, q) => {
    const positives = query.truth.length;
    const negatives = pool.size(q) - positives;
    if (negatives <= 0) return Number.NaN;
    let hits = 0;
    let misses = 0;
    let pairs = 0;
    for (let at = q * cutoff; at < (q + 1) * cutoff; at++) {
      if (allowed[at] === 0) continue;
      if (gain[at] === 0) misses++;
      else {
        hits++;
        pairs += negatives - misses;
      }
    }
    pairs += (positives - hits) * (negatives - misses) * 0.5;
    return pairs / (positives * negatives);
  });
  return { values };
}

/** How many products may stand on a query's list. */
class CandidatePool {
  private readonly all = new Map<number, number>();
  private readonly fresh = new Map<number, number>();
  private readonly total = { all: 0, new: 0 };

  constructor(private readonly truth: Truth) {
    truth.candidates.forEach((candidate, product) => {
      if (candidate === 0) return;
      const line = truth.categoryGroupOf[product];
      this.all.set(line, (this.all.get(line) ?? 0) + 1);
      this.total.all++;
      if (truth.isNew[product] === 0) return;
      this.fresh.set(line, (this.fresh.get(line) ?? 0) + 1);
      this.total.new++;
    });
  }

  size(query: number): number {
    const { product, pool } = this.truth.queries[query];
    const ofCategoryGroup = pool === 'all' ? this.all : this.fresh;
    return this.total[pool] - (ofCategoryGroup.get(this.truth.categoryGroupOf[product]) ?? 0);
  }
}

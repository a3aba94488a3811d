import type { Csr } from '../../../src/core/numerics/index.js';
import { discounts } from '../../../src/ranking/fitting/index.js';

/** Means over the users that have something to find. */
export interface UserItemMetrics {
  readonly users: number;
  /** Share of a user's truth among the first `cutoff`. */
  readonly recall: number;
  /** DCG of the first `cutoff` over that of a list that begins with min(cutoff, |truth|) hits. */
  readonly ndcg: number;
}

/**
 * The full-ranking evaluation of LightGCN (He et al., SIGIR 2020): all items that the user has not in training are ranked,
 * and the first `cutoff` are compared with the user's test items.
 */
export class FullRanking {
  private readonly top: TopItems;
  private readonly discounts: Float64Array;
  private readonly isTruth: Uint8Array;
  private users = 0;
  private recalls = 0;
  private ndcgs = 0;

  /**
   * @param seen [users, items] what a user has in training and is never shown
   * @param truth [users, items] what is to be found
   */
  constructor(
    private readonly seen: Csr,
    private readonly truth: Csr,
    readonly cutoff = 20,
  ) {
    this.top = new TopItems(cutoff);
    this.discounts = discounts(cutoff);
    this.isTruth = new Uint8Array(truth.width);
  }

  /** Whether a user counts. */
  has(user: number): boolean {
    return user < this.truth.rows && this.truth.offsets[user + 1] > this.truth.offsets[user];
  }

  /** Ranks all items for a user; `scores` [items] are overwritten where the user has an item already. */
  add(user: number, scores: Float32Array): void {
    if (!this.has(user)) return;
    const { seen, truth, discounts, isTruth } = this;
    for (let e = seen.offsets[user]; e < seen.offsets[user + 1]; e++) scores[seen.columns[e]] = -Infinity;
    const list = this.top.of(scores);
    const wanted = truth.columns.subarray(truth.offsets[user], truth.offsets[user + 1]);
    for (const item of wanted) isTruth[item] = 1;
    let hits = 0;
    let gain = 0;
    let ideal = 0;
    list.forEach((item, rank) => {
      if (rank < wanted.length) ideal += discounts[rank];
      if (isTruth[item] === 0) return;
      hits++;
      gain += discounts[rank];
    });
    for (let rank = list.length; rank < Math.min(this.cutoff, wanted.length); rank++) ideal += discounts[rank];
    for (const item of wanted) isTruth[item] = 0;
    this.users++;
    this.recalls += hits / wanted.length;
    this.ndcgs += gain / ideal;
  }

  metrics(): UserItemMetrics {
    const count = Math.max(this.users, 1);
    return { users: this.users, recall: this.recalls / count, ndcg: this.ndcgs / count };
  }
}

/** The best items of a row of scores; equal scores by item number, -∞ never. */
class TopItems {
  private readonly items: Int32Array;
  private readonly best: Float64Array;

  constructor(private readonly most: number) {
    this.items = new Int32Array(most);
    this.best = new Float64Array(most);
  }

  /** Valid until the next call. */
  of(scores: Float32Array): Int32Array {
    const { items, best, most } = this;
    let found = 0;
    let lowest = -Infinity;
    for (let i = 0; i < scores.length; i++) {
      const score = scores[i];
      if (!(score > lowest)) continue;
      let place = found < most ? found++ : most - 1;
      for (; place > 0 && best[place - 1] < score; place--) {
        best[place] = best[place - 1];
        items[place] = items[place - 1];
      }
      best[place] = score;
      items[place] = i;
      if (found === most) lowest = best[most - 1];
    }
    return items.subarray(0, found);
  }
}

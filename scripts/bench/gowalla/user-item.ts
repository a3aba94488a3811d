import { TopK, ndcg, type Csr } from '../../../src/core/numerics/index.js';

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
  private readonly top: TopK;
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
    this.top = new TopK(cutoff, -Infinity);
    this.isTruth = new Uint8Array(truth.width);
  }

  /** Whether a user counts. */
  has(user: number): boolean {
    return user < this.truth.rows && this.truth.offsets[user + 1] > this.truth.offsets[user];
  }

  /** Ranks all items for a user; `scores` [items] are overwritten where the user has an item already. */
  add(user: number, scores: Float32Array): void {
    if (!this.has(user)) return;
    const { seen, truth, isTruth } = this;
    for (let e = seen.offsets[user]; e < seen.offsets[user + 1]; e++) scores[seen.columns[e]] = -Infinity;
    const list = this.top.of(scores);
    const wanted = truth.columns.subarray(truth.offsets[user], truth.offsets[user + 1]);
    for (const item of wanted) isTruth[item] = 1;
    const hits = list.map((item) => isTruth[item]);
    for (const item of wanted) isTruth[item] = 0;
    this.users++;
    this.recalls += hits.reduce((sum, hit) => sum + hit, 0) / wanted.length;
    this.ndcgs += ndcg(hits, wanted.length, this.cutoff);
  }

  metrics(): UserItemMetrics {
    const count = Math.max(this.users, 1);
    return { users: this.users, recall: this.recalls / count, ndcg: this.ndcgs / count };
  }
}

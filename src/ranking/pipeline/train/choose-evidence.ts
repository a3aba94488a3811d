import { basketDemand, gatherEvidence, type Baskets } from '../../../learning/cooccurrence/index.js';
import type { Csr } from '../../../core/numerics/index.js';
import {
  CountingLists,
  evidenceLikelihood,
  isBetter,
  meanOf,
  weightOfWindow,
  type HeldOutQuery,
} from '../../fitting/index.js';
import type { Weighing } from '../gather/gather-shop.js';
import { PLACES, firstTenNdcg } from './ndcg.js';

/** Questions of one stretch of time, and what was known before it. */
export interface Window {
  readonly training: Baskets;
  readonly queries: readonly HeldOutQuery[];
}

/** What is tried beside the standard: half-lives in days, and how much a basket's size takes from a pair. */
const HALF_LIVES = [60, 30, 20, 10];
const DEMAND_HALF_LIVES = [45, 20, 10, 5];
const DAMPINGS = [0.25, 0];
const DISTANCES = [0.5];
/** What a person's earlier baskets with the same pair still count, each of the next newer one. */
const REPEATS = [1, 0.75];
/** Strengths of the prior that each way is given the best of. */
const KAPPAS = [0.3, 1, 3, 10];

/** Questions of a window that are asked at most. */
const ASKED = 800;

/** A way to weigh baskets, and how it answers the questions of each window. */
interface Tried {
  readonly weighing: Weighing;
  readonly gains: readonly Float64Array[];
  readonly mean: number;
}

/**
 * Chooses how baskets are weighed by their age, size and order: another way than the standard where counting so answers the
 * questions of every window better by more than chance, one thing at a time and the best of each.
 */
export function chooseWeighing(windows: readonly Window[], categoryGroupOf: Int32Array, standard: Weighing): Weighing {
  const judge = new WeighingJudge(windows, categoryGroupOf);
  const timed = windows.some(({ training }) => training.age.some((age) => age > 0));
  const ordered = windows.some(({ training }) => training.places !== undefined);
  const demandBy = (halfLifeDays: number, { evidence, demand }: Weighing): Weighing => ({
    evidence,
    demand: { ...demand, halfLifeDays },
  });
  const evidenceBy = (change: Partial<Weighing['evidence']>, { evidence, demand }: Weighing): Weighing => ({
    evidence: { ...evidence, ...change },
    demand,
  });
  const byPairs = { ...standard, demand: { ...standard.demand, byPairs: true } };
  let best = judge.of(byPairs);
  const improve = (ways: readonly Weighing[]): void => {
    best = ways
      .map((way) => judge.of(way))
      .reduce((found, way) => (judge.prefers(way, best, found) ? way : found), best);
  };
  if (timed) improve(DEMAND_HALF_LIVES.map((days) => demandBy(days, best.weighing)));
  if (timed) improve(HALF_LIVES.map((halfLifeDays) => evidenceBy({ halfLifeDays }, best.weighing)));
  if (timed) improve(DEMAND_HALF_LIVES.map((days) => demandBy(days, best.weighing)));
  improve(DAMPINGS.map((damping) => evidenceBy({ damping }, best.weighing)));
  improve(REPEATS.map((repeat) => evidenceBy({ repeat }, best.weighing)));
  if (ordered) improve(DISTANCES.map((distance) => evidenceBy({ distance }, best.weighing)));
  return best.weighing;
}

/** What is tried where a basket is a customer's whole history: its size and the distance within it say more. */
const HISTORY_DAMPINGS = [0, 0.25, 0.5];
const HISTORY_DISTANCES = [0, 0.5];

/**
 * The same where baskets are customers' histories, whose next product is a guess among thousands: by the likelihood of the
 * held-out answers, which tells ways apart that hardly differ in their first ten.
 */
export function chooseHistoryWeighing(
  { training, queries }: Window,
  categoryGroupOf: Int32Array,
  { evidence: standard, demand }: Weighing,
): Weighing {
  let best: { weighing: Weighing; likelihood: number } | undefined;
  for (const distance of training.places === undefined ? [0] : HISTORY_DISTANCES) {
    for (const damping of HISTORY_DAMPINGS) {
      const evidence = { ...standard, damping, distance };
      const popularity = basketDemand(training, demand, evidence.repeat);
      const { pairs } = gatherEvidence(training, evidence);
      const likelihood = evidenceLikelihood(pairs, popularity, categoryGroupOf, queries);
      if (best === undefined || likelihood > best.likelihood) best = { weighing: { evidence, demand }, likelihood };
    }
  }
  return best?.weighing ?? { evidence: standard, demand };
}

class WeighingJudge {
  private readonly windows: readonly Window[];
  private readonly asked: readonly Uint8Array[];
  /** The pairs of each window, weighed as they were last. */
  private last: { readonly key: string; readonly pairs: readonly Csr[] } | undefined;

  constructor(
    windows: readonly Window[],
    private readonly categoryGroupOf: Int32Array,
  ) {
    this.windows = windows.map(({ training, queries }) => ({ training, queries: queries.slice(0, ASKED) }));
    this.asked = this.windows.map(({ queries }) => {
      const asked = new Uint8Array(categoryGroupOf.length);
      for (const { product } of queries) asked[product] = 1;
      return asked;
    });
  }

  of(weighing: Weighing): Tried {
    const pairs = this.pairsOf(weighing);
    const gains = this.windows.map((window, w) => this.answer(window, pairs[w], weighing));
    return { weighing, gains, mean: gains.reduce((sum, of, w) => sum + weightOfWindow(w) * meanOf(of), 0) };
  }

  /** Whether `way` is better than the standing one in every window, and better in the mean than the best found so far. */
  prefers(way: Tried, standing: Tried, found: Tried): boolean {
    if (way.mean <= found.mean) return false;
    return isBetter(
      this.windows.map(({ queries }, w) => ({ queries, challenger: way.gains[w], standing: standing.gains[w] })),
    );
  }

  private pairsOf({ evidence }: Weighing): readonly Csr[] {
    const key = JSON.stringify(evidence);
    if (this.last?.key !== key) {
      const keep = this.categoryGroupOf.length;
      const pairs = this.windows.map(
        ({ training }, w) => gatherEvidence(training, { ...evidence, keep }, this.asked[w]).pairs,
      );
      this.last = { key, pairs };
    }
    return this.last.pairs;
  }

  /** NDCG of each question by counting, with the strength of the prior that is best for all. */
  private answer({ training, queries }: Window, pairs: Csr, { evidence, demand }: Weighing): Float64Array {
    const lists = new CountingLists(
      { pairs, demand: basketDemand(training, demand, evidence.repeat), categoryGroupOf: this.categoryGroupOf },
      PLACES,
    );
    return KAPPAS.map((kappa) => {
      const found = new Map<number, Int32Array>();
      return Float64Array.from(queries, ({ product, truth }) => {
        const list = found.get(product) ?? lists.of(product, kappa);
        found.set(product, list);
        return firstTenNdcg(list, truth);
      });
    }).reduce((best, gains) => (meanOf(gains) > meanOf(best) ? gains : best));
  }
}

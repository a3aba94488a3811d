import { newtonStep } from '../../core/numerics/index.js';
import { SIGNALS } from '../reranking/index.js';

/** A held-out question as the second stage sees it: its candidates' signals and which of them were in the basket. */
export interface SecondStageQuery {
  /** [candidates × SIGNALS] */
  readonly signals: Float64Array;
  /** [candidates] log(1 + weighted baskets). */
  readonly logPopularity: Float64Array;
  /** Places of the truths among the candidates. */
  readonly truths: readonly number[];
  /** How many truths there are, those that are no candidates too, and log(1 + weighted baskets) of each. */
  readonly wanted: number;
  readonly truthLogPopularity: readonly number[];
}

const STEPS = 12;
/** Gaussian prior on the weights of standardised signals, as a share of a query. */
const RIDGE = 2e-3;

/**
 * Weights that make the truths of held-out questions likeliest among their candidates: a conditional logit (McFadden 1974)
 * with an L2 penalty on standardised signals, by Newton's method. Each truth counts alike within its question, each question
 * alike.
 *
 * The fit itself is not debiased: popularity is one of the signals, so the other weights say what each signal adds to it.
 *
 * @returns one weight a signal, 0 for one that tells nothing apart; undefined with fewer than 50 usable questions
 */
export function fitSecondStage(queries: readonly SecondStageQuery[]): number[] | undefined {
  const usable = queries.filter(({ truths, signals }) => truths.length > 0 && signals.length > 0);
  if (usable.length < 50) return undefined;
  const spread = deviations(usable);
  const active = SIGNALS.map((_, f) => f).filter((f) => spread[f] > 1e-9);
  let weights = new Array<number>(active.length).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = moments(usable, weights, active, spread);
    gradient.forEach((_, i) => {
      gradient[i] -= RIDGE * usable.length * weights[i];
      hessian[i][i] += RIDGE * usable.length;
    });
    weights = newtonStep(weights, gradient, hessian, 2);
  }
  const full = new Array<number>(SIGNALS.length).fill(0);
  active.forEach((f, i) => (full[f] = weights[i] / spread[f]));
  return full;
}

/** Standard deviation of each signal over all candidates of all questions, within the question. */
function deviations(queries: readonly SecondStageQuery[]): Float64Array {
  const squares = new Float64Array(SIGNALS.length);
  let count = 0;
  for (const { signals, logPopularity } of queries) {
    const candidates = logPopularity.length;
    count += candidates;
    for (let f = 0; f < SIGNALS.length; f++) {
      let mean = 0;
      for (let i = 0; i < candidates; i++) mean += signals[i * SIGNALS.length + f] / candidates;
      for (let i = 0; i < candidates; i++) squares[f] += (signals[i * SIGNALS.length + f] - mean) ** 2;
    }
  }
  return squares.map((square) => Math.sqrt(square / Math.max(count, 1)));
}

/** exp of each candidate's score, the highest one's being 1. */
function oddsOf(candidates: number, weights: readonly number[], at: (i: number, f: number) => number): Float64Array {
  const scores = new Float64Array(candidates);
  let highest = -Infinity;
  for (let i = 0; i < candidates; i++) {
    for (let f = 0; f < weights.length; f++) scores[i] += weights[f] * at(i, f);
    highest = Math.max(highest, scores[i]);
  }
  return scores.map((score) => Math.exp(score - highest));
}

/** Gradient and negative second derivatives of the log likelihood. */
function moments(
  queries: readonly SecondStageQuery[],
  weights: readonly number[],
  active: readonly number[],
  spread: Float64Array,
): { gradient: number[]; hessian: number[][] } {
  const n = active.length;
  const gradient = new Array<number>(n).fill(0);
  const hessian = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const row = new Float64Array(n);
  const mean = new Float64Array(n);
  const second = new Float64Array(n * n);
  for (const { signals, logPopularity, truths } of queries) {
    const candidates = logPopularity.length;
    const at = (i: number, f: number): number => signals[i * SIGNALS.length + active[f]] / spread[active[f]];
    const odds = oddsOf(candidates, weights, at);
    mean.fill(0);
    second.fill(0);
    let total = 0;
    for (let i = 0; i < candidates; i++) {
      const e = odds[i];
      total += e;
      for (let f = 0; f < n; f++) {
        row[f] = at(i, f);
        const weighted = e * row[f];
        mean[f] += weighted;
        for (let g = 0; g <= f; g++) second[f * n + g] += weighted * row[g];
      }
    }
    for (let f = 0; f < n; f++) {
      for (const truth of truths) gradient[f] += at(truth, f) / truths.length;
      gradient[f] -= mean[f] / total;
      for (let g = 0; g <= f; g++) {
        hessian[f][g] += second[f * n + g] / total - (mean[f] * mean[g]) / total ** 2;
      }
    }
  }
  for (let f = 0; f < n; f++) for (let g = 0; g < f; g++) hessian[g][f] = hessian[f][g];
  return { gradient, hessian };
}

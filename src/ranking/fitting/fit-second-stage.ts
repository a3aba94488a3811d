import { newtonStep } from '../../core/numerics/index.js';
import { SIGNALS, type Signal } from '../reranking/index.js';
import type { CandidateTable, SecondStageQuery } from './second-stage-query.js';

const STEPS = 15;
/** Of a Newton step, below which there is nothing to gain. */
const SHORTEST_STEP = 2 ** -6;
/** Gaussian prior on the weights of standardised signals, as a share of a query. */
const RIDGE = 2e-3;
/** Signals of which more cannot speak against a candidate: a weight below 0 would be an odd day's. */
const NEVER_NEGATIVE: readonly Signal[] = ['posterior', 'evidence', 'affinity', 'factors', 'direction'];

/**
 * How much of its weight the direction keeps. Questions want what comes next alone, but what belongs together belongs so both
 * ways: a half keeps most of what direction gains for what comes next, and costs next to nothing elsewhere.
 */
const DIRECTION_KEPT = 0.5;
const DIRECTION = SIGNALS.indexOf('direction');

/**
 * Weights that make the truths of held-out questions likeliest among their candidates: a conditional logit (McFadden 1974)
 * with an L2 penalty on standardised signals, by Newton's method, those of evidence, network, factors and direction being kept at 0 or
 * above. Each truth counts alike within its question, each question alike.
 *
 * The fit itself is not debiased: popularity is one of the signals, so the other weights say what each signal adds to it.
 *
 * @returns one weight a signal, of the direction half of it, 0 for one that tells nothing apart; undefined with fewer than 50 usable questions
 */
export function fitSecondStage(queries: readonly SecondStageQuery[]): number[] | undefined {
  const usable = queries.filter(({ truths }) => truths.length > 0);
  if (usable.length < 50) return undefined;
  const spread = deviations(usable);
  const active = SIGNALS.map((_, f) => f).filter((f) => spread[f] > 1e-9);
  const bounded = active.map((f) => NEVER_NEGATIVE.includes(SIGNALS[f]));
  const weights = maximise((at) => penalised(moments(usable, at, active, spread), at, usable.length), bounded);
  const full = new Array<number>(SIGNALS.length).fill(0);
  active.forEach((f, i) => (full[f] = weights[i] / spread[f]));
  full[DIRECTION] *= DIRECTION_KEPT;
  return full;
}

/** A concave objective at some weights, with its gradient and negative second derivatives. */
interface Moments {
  readonly value: number;
  readonly gradient: number[];
  readonly hessian: number[][];
}

/** With the Gaussian prior. */
function penalised({ value, gradient, hessian }: Moments, weights: readonly number[], queries: number): Moments {
  const ridge = RIDGE * queries;
  return {
    value: value - (ridge / 2) * weights.reduce((sum, weight) => sum + weight ** 2, 0),
    gradient: gradient.map((slope, i) => slope - ridge * weights[i]),
    hessian: hessian.map((row, i) => row.map((each, j) => (i === j ? each + ridge : each))),
  };
}

/**
 * Newton's method from weights of 0, bounded ones kept at 0 or above, each step halved until the objective grows: where signals
 * say nearly the same, a whole step cut off at 0 may lead down.
 */
function maximise(momentsAt: (weights: readonly number[]) => Moments, bounded: readonly boolean[]): readonly number[] {
  let weights: readonly number[] = bounded.map(() => 0);
  let at = momentsAt(weights);
  for (let step = 0; step < STEPS; step++) {
    const aim = newtonAim(weights, at, bounded);
    let next: readonly number[] | undefined;
    for (let share = 1; share > SHORTEST_STEP && next === undefined; share /= 2) {
      const tried = weights.map((weight, i) => weight + share * (aim[i] - weight));
      const found = momentsAt(tried);
      if (found.value > at.value) {
        next = tried;
        at = found;
      }
    }
    if (next === undefined) break;
    weights = next;
  }
  return weights;
}

/** Where a whole step leads, weights at their bound that would go below it left there. */
function newtonAim(
  weights: readonly number[],
  { gradient, hessian }: Moments,
  bounded: readonly boolean[],
): readonly number[] {
  const free = [...weights.keys()].filter((i) => !(bounded[i] && weights[i] === 0 && gradient[i] < 0));
  const moved = newtonStep(
    free.map((i) => weights[i]),
    free.map((i) => gradient[i]),
    free.map((i) => free.map((j) => hessian[i][j])),
    2,
  );
  const aim = [...weights];
  free.forEach((i, at) => (aim[i] = bounded[i] ? Math.max(0, moved[at]) : moved[at]));
  return aim;
}

/** Standard deviation of each signal over all candidates of all questions, within the question. */
function deviations(queries: readonly SecondStageQuery[]): Float64Array {
  const squares = new Float64Array(SIGNALS.length);
  let count = 0;
  for (const {
    table: { products, signals },
  } of queries) {
    const candidates = products.length;
    count += candidates;
    for (let f = 0; f < SIGNALS.length; f++) {
      let mean = 0;
      for (let i = 0; i < candidates; i++) mean += signals[i * SIGNALS.length + f] / candidates;
      for (let i = 0; i < candidates; i++) squares[f] += (signals[i * SIGNALS.length + f] - mean) ** 2;
    }
  }
  return squares.map((square) => Math.sqrt(square / Math.max(count, 1)));
}

/** exp of each candidate's score over the highest one's, and that one's score. */
function oddsOf(
  candidates: number,
  weights: readonly number[],
  at: (i: number, f: number) => number,
): { readonly odds: Float64Array; readonly highest: number } {
  const scores = new Float64Array(candidates);
  let highest = -Infinity;
  for (let i = 0; i < candidates; i++) {
    for (let f = 0; f < weights.length; f++) scores[i] += weights[f] * at(i, f);
    highest = Math.max(highest, scores[i]);
  }
  return { odds: scores.map((score) => Math.exp(score - highest)), highest };
}

/** The log likelihood, its gradient and negative second derivatives. What questions about one product share is worked out once. */
function moments(
  queries: readonly SecondStageQuery[],
  weights: readonly number[],
  active: readonly number[],
  spread: Float64Array,
): Moments {
  const n = active.length;
  const gradient = new Array<number>(n).fill(0);
  const hessian = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const askedOften = new Map<CandidateTable, number>();
  for (const { table, truths } of queries) {
    askedOften.set(table, (askedOften.get(table) ?? 0) + 1);
    addTruths(gradient, { table, truths }, active, spread);
  }
  let value = gradient.reduce((sum, of, f) => sum + of * weights[f], 0);
  const sums = { mean: new Float64Array(n), second: new Float64Array(n * n) };
  const { mean, second } = sums;
  for (const [{ products, signals }, times] of askedOften) {
    const at = (i: number, f: number): number => signals[i * SIGNALS.length + active[f]] / spread[active[f]];
    const { odds, highest } = oddsOf(products.length, weights, at);
    const total = addCandidates(sums, odds, at);
    value -= times * (highest + Math.log(total));
    for (let f = 0; f < n; f++) {
      gradient[f] -= (times * mean[f]) / total;
      for (let g = 0; g <= f; g++) {
        hessian[f][g] += times * (second[f * n + g] / total - (mean[f] * mean[g]) / total ** 2);
      }
    }
  }
  for (let f = 0; f < n; f++) for (let g = 0; g < f; g++) hessian[g][f] = hessian[f][g];
  return { value, gradient, hessian };
}

/** Adds the mean of a question's truths' signals. */
function addTruths(
  gradient: number[],
  { table, truths }: Pick<SecondStageQuery, 'table' | 'truths'>,
  active: readonly number[],
  spread: Float64Array,
): void {
  const share = 1 / truths.length;
  active.forEach((column, f) => {
    for (const truth of truths) {
      gradient[f] += (share * table.signals[truth * SIGNALS.length + column]) / spread[column];
    }
  });
}

/** Sums of candidates' signals and of their products, by the odds, whose own sum is returned. */
function addCandidates(
  { mean, second }: { readonly mean: Float64Array; readonly second: Float64Array },
  odds: Float64Array,
  at: (i: number, f: number) => number,
): number {
  const n = mean.length;
  const row = new Float64Array(n);
  mean.fill(0);
  second.fill(0);
  let total = 0;
  for (let i = 0; i < odds.length; i++) {
    total += odds[i];
    for (let f = 0; f < n; f++) {
      row[f] = at(i, f);
      const weighted = odds[i] * row[f];
      mean[f] += weighted;
      for (let g = 0; g <= f; g++) second[f * n + g] += weighted * row[g];
    }
  }
  return total;
}

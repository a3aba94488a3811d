import { newtonStep } from '../../core/numerics/index.js';
import type { PriorWeights, RankingModel } from '../types.js';
import { bestPriorStrength } from './prior-strength.js';
import { SoftmaxFit, type FitInputs, type Moments } from './softmax-fit.js';

/** κ of the shipped rankings, times √products: what is known of any one product gets thinner the more there are. */
const SHIPPED_KAPPA = 0.5;
const SHIPPED_GAMMA = 0.25;

/**
 * What a shop of so many products is ranked by where nothing could be fitted, or nothing fitted is better: the prior of a
 * network that is believed a little, and counting alone.
 */
export function shippedRanking(products: number): { readonly shipped: RankingModel; readonly counting: RankingModel } {
  const strength = { kappa: SHIPPED_KAPPA * Math.sqrt(Math.max(1, products)), gamma: SHIPPED_GAMMA };
  return {
    shipped: { prior: SHIPPED_PRIOR, ...strength, kappa: NETWORK_STRENGTH * strength.kappa },
    counting: { prior: { affinity: 0, popularity: SHIPPED_POPULARITY, categoryLift: 0, sameBrand: 0 }, ...strength },
  };
}

/** Below 1, so that what sold in one burst does not stand under everything. */
const SHIPPED_POPULARITY = 1;
const SHIPPED_PRIOR: PriorWeights = { affinity: 4, popularity: 0.6, categoryLift: 0.5, sameBrand: 0.5 };
/** How many times as strong as counting's prior it is: a network says more than what sells. */
const NETWORK_STRENGTH = 3;
/** Where κ and γ begin to be fitted. */
const START = { kappa: 16, gamma: 0.5 };

/**
 * Fits prior, κ and γ to the held-out baskets by maximum likelihood of the posterior.
 *
 * Expectation–maximisation: how much of each truth the evidence does not explain (E), Newton steps for the prior's weights
 * on that part, and κ and γ by a grid (M). Where baskets are customers' histories it is done twice: first with all truths
 * alike, which shows how much popularity alone explains (α₀); then with a truth weighing (popularity + 1)^-ω, ω = 1.5 - α₀
 * within [0, 1], so that candidates are not merely what everybody buys some day.
 */
export function fitFirstStage(inputs: FitInputs): RankingModel {
  if (inputs.queries.length < 20) return shippedRanking(inputs.context.eligible.length).counting;
  const fit = new SoftmaxFit(inputs);
  const first = maximise(fit, inputs, 0, SHIPPED_PRIOR);
  if (!inputs.histories) return first;
  const omega = Math.min(1, Math.max(0, 1.5 - first.prior.popularity));
  return maximise(fit, inputs, omega, first.prior);
}

interface Truths {
  /** Per truth: its query, its weight, C[x, y], and |C_x|. */
  readonly query: Int32Array;
  readonly weight: Float64Array;
  readonly evidence: Float64Array;
  readonly mass: Float64Array;
}

function maximise(fit: SoftmaxFit, inputs: FitInputs, omega: number, start: PriorWeights): RankingModel {
  const truths = gatherTruths(inputs, fit, omega);
  let theta = [start.affinity, start.popularity, start.categoryLift, start.sameBrand];
  let explained = truths.weight.slice();
  let { kappa, gamma } = START;
  let probability: Float64Array = new Float64Array(explained.length);
  for (const steps of [4, 2]) {
    for (let step = 0; step < steps; step++) {
      const moments: Moments = fit.moments(theta, explained);
      probability = moments.probability;
      theta = stepOf(theta, moments, explained);
    }
    ({ kappa, gamma } = bestPriorStrength(truths, probability));
    explained = truths.weight.map((weight, i) => {
      const prior = kappa * truths.mass[i] ** gamma * probability[i];
      return (weight * prior) / (truths.evidence[i] + prior + Number.MIN_VALUE);
    });
  }
  const [affinity, popularity, categoryLift, sameBrand] = theta;
  return { prior: { affinity, popularity, categoryLift, sameBrand }, kappa, gamma };
}

/** Each query weighs 1 in all, shared out over its truths by (popularity + 1)^-ω. */
function gatherTruths({ queries, evidence, context }: FitInputs, fit: SoftmaxFit, omega: number): Truths {
  const { query, product } = fit.truths;
  const weight = Float64Array.from(product, (y) => Math.exp(-omega * context.logPopularity[y]));
  const sums = new Float64Array(queries.length);
  query.forEach((q, i) => (sums[q] += weight[i]));
  const mass = new Float64Array(queries.length);
  const found = new Float64Array(product.length);
  const rows = queries.map(({ product: x }, q) => {
    const row = new Map<number, number>();
    for (let e = evidence.offsets[x]; e < evidence.offsets[x + 1]; e++) {
      const y = evidence.columns[e];
      if (!fit.otherCategory(x, y)) continue;
      row.set(y, evidence.values[e]);
      mass[q] += evidence.values[e];
    }
    return row;
  });
  product.forEach((y, i) => (found[i] = rows[query[i]].get(y) ?? 0));
  return {
    query,
    weight: weight.map((w, i) => w / sums[query[i]]),
    evidence: found,
    mass: Float64Array.from(query, (q) => Math.max(mass[q], 1e-9)),
  };
}

/** A step with a little ridge, no weight moving by more than 3. */
function stepOf(theta: readonly number[], { gradient, hessian }: Moments, weights: Float64Array): number[] {
  const ridge = 1e-5 * weights.reduce((sum, w) => sum + w, 0) + 1e-9;
  const ridged = hessian.map((row, i) => row.map((value, j) => (i === j ? value + ridge : value)));
  const moved = newtonStep(theta, gradient, ridged, 3);
  // A catalogue so small that its item graph is nearly complete makes nearness mean nothing, and its weight run away.
  moved[0] = Math.max(0, moved[0]);
  return moved;
}

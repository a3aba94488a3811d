import { discount, discountedGain, idealGain } from '../../core/numerics/index.js';
import { fitSecondStage, type SecondStageQuery } from './fit-second-stage.js';
import { SIGNALS, rescore } from '../reranking/index.js';
import type { SecondStage } from '../types.js';

/** How held-out questions are answered at one debiasing exponent. */
export interface DebiasPoint {
  readonly debias: number;
  /** Mean NDCG of the first ten places, and the same with truth y weighing (popularity + 1)^-½. */
  readonly ndcg: number;
  readonly debiasedNdcg: number;
}

export interface ChosenSecondStage {
  readonly stage: SecondStage;
  /** False where validation says that only the first stage's order helps. */
  readonly reordered: boolean;
  /** The trade-off between plain and debiased NDCG on the held-out questions. */
  readonly curve: readonly DebiasPoint[];
}

const POPULARITY = SIGNALS.indexOf('popularity');
const RECENT = SIGNALS.indexOf('recent');
const PLACES = 10;
const EXPONENTS = Array.from({ length: 21 }, (_, i) => i / 20);
/** Plain NDCG that debiasing may cost, as a share of the best. */
const TOLERANCE = 0.015;

/** The first stage's order alone. */
const FIRST_STAGE_ALONE: readonly number[] = SIGNALS.map((signal) => (signal === 'posterior' ? 1 : 0));

export interface DebiasChoice {
  /** A given exponent, which is then not chosen. */
  readonly debias?: number | undefined;
  /** Whether a basket is a customer's whole history instead of something bought at once. */
  readonly histories: boolean;
}

/**
 * Fits the second stage, switches it off where the first stage alone answers the questions better, and chooses how much
 * popularity is taken out of the scores: that of all time and that of the last weeks in the shares that the fit gives them,
 * for where what sells now explains a basket, taking the other out would favour what has come into fashion.
 *
 * Where baskets were bought at once, what is bought along is what lists are for: the exponent is the one with the best debiased
 * NDCG among those that cost at most 1.5 % of the best plain NDCG. Two products of a customer's history may lie years apart, and
 * a popular one stands there for reasons of its own: what the fit gives to popularity alone is taken out.
 */
export function chooseSecondStage(
  queries: readonly SecondStageQuery[],
  { debias, histories }: DebiasChoice,
): ChosenSecondStage | undefined {
  const fitted = fitSecondStage(queries);
  if (fitted === undefined) return undefined;
  const curves = [fitted, FIRST_STAGE_ALONE].map((weights) => {
    const recentShare = shareOfRecent(weights);
    const curve = EXPONENTS.map((exponent) => ({
      debias: exponent,
      ...quality(queries, { weights, debias: exponent, recentShare }),
    }));
    return { weights, recentShare, curve };
  });
  const best = ({ curve }: (typeof curves)[number]): number => Math.max(...curve.map(({ ndcg }) => ndcg));
  const reordered = best(curves[0]) > best(curves[1]);
  const { weights, recentShare, curve } = curves[reordered ? 0 : 1];
  const own = histories && reordered ? popularityAlone(weights) : 0;
  const chosen = debias ?? Math.max(own, bestExponent(curve));
  return { stage: { weights, debias: chosen, recentShare }, reordered, curve };
}

/** What the weights give to popularity beside all else, within 0 to 1. */
function popularityAlone(weights: readonly number[]): number {
  return Math.min(1, Math.max(0, weights[POPULARITY] + weights[RECENT]));
}

/** The share of the recent popularity in what the weights give to both; one that counts against a product has none. */
function shareOfRecent(weights: readonly number[]): number {
  const recent = Math.max(0, weights[RECENT]);
  return recent === 0 ? 0 : recent / (recent + Math.max(0, weights[POPULARITY]));
}

function bestExponent(curve: readonly DebiasPoint[]): number {
  const least = (1 - TOLERANCE) * Math.max(...curve.map(({ ndcg }) => ndcg));
  return curve
    .filter(({ ndcg }) => ndcg >= least)
    .reduce((best, point) => (point.debiasedNdcg > best.debiasedNdcg ? point : best)).debias;
}

/** Both means over the questions; a question weighs the mean weight of its truths in the debiased one. */
function quality(queries: readonly SecondStageQuery[], stage: SecondStage): { ndcg: number; debiasedNdcg: number } {
  let ndcg = 0;
  let debiased = 0;
  let weights = 0;
  for (const query of queries) {
    const { truths, wanted, logPopularity, truthLogPopularity } = query;
    const propensity = truthLogPopularity.map((log) => Math.exp(-log / 2)).sort((a, b) => b - a);
    const weight = propensity.reduce((sum, w) => sum + w, 0) / wanted;
    weights += weight;
    if (truths.length === 0) continue;
    const scores = rescore(stage, query.signals);
    let gain = 0;
    let weighted = 0;
    for (const truth of truths) {
      const place = placeOf(scores, truth);
      if (place >= PLACES) continue;
      gain += discount(place);
      weighted += discount(place) * Math.exp(-logPopularity[truth] / 2);
    }
    ndcg += gain / idealGain(Math.min(wanted, PLACES));
    debiased += (weight * weighted) / discountedGain(propensity, PLACES);
  }
  return { ndcg: ndcg / Math.max(queries.length, 1), debiasedNdcg: debiased / Math.max(weights, Number.MIN_VALUE) };
}

/** How many candidates stand before this one; of equal scores the earlier stands first. */
function placeOf(scores: Float64Array, candidate: number): number {
  let before = 0;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i] > scores[candidate] || (scores[i] === scores[candidate] && i < candidate)) before++;
  }
  return before;
}

import { SIGNALS } from './signal-names.js';

/**
 * The second stage: a log-linear model over the first stage's candidates,
 * P(y | x) ∝ exp(Σ_f w_f · signal_f(x, y)) / (popularity(y) + 1)^δ.
 */
export interface SecondStage {
  /** One weight a signal, in the order of `SIGNALS`. */
  readonly weights: readonly number[];
  /** δ: the inverse-propensity exponent that takes popularity out of the scores, 0 to 1. */
  readonly debias: number;
}

/**
 * Probabilities of the candidates among each other.
 *
 * @param signals [candidates × SIGNALS]
 * @param logPopularity of each candidate
 * @returns [candidates], summing to 1
 */
export function rescore(
  { weights, debias }: SecondStage,
  signals: Float64Array,
  logPopularity: Float64Array,
): Float64Array {
  const scores = logPopularity.map((log) => -debias * log);
  let highest = -Infinity;
  for (let i = 0, at = 0; i < scores.length; i++) {
    for (let f = 0; f < SIGNALS.length; f++) scores[i] += weights[f] * signals[at++];
    highest = Math.max(highest, scores[i]);
  }
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i] - highest);
  return scores.map((score) => score / sum);
}

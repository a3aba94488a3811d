import type { SecondStage } from '../types.js';
import { SIGNALS, type Signal } from './signal-names.js';

/** One weight a signal, popularity being taken out: scores are the exponentials of the signals weighed by these. */
export function debiasedWeights({ weights, debias, recentShare }: SecondStage): number[] {
  const taken: Partial<Record<Signal, number>> = {
    popularity: debias * (1 - recentShare),
    recent: debias * recentShare,
  };
  return SIGNALS.map((signal, f) => weights[f] - (taken[signal] ?? 0));
}

/** Whether a signal has any say. */
export function weighs(stage: SecondStage, signal: Signal): boolean {
  return debiasedWeights(stage)[SIGNALS.indexOf(signal)] !== 0;
}

/**
 * Probabilities of the candidates among each other.
 *
 * @param signals [candidates × SIGNALS]
 * @returns [candidates], summing to 1
 */
export function rescore(stage: SecondStage, signals: Float64Array): Float64Array {
  const scores = logScores(debiasedWeights(stage), signals);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]);
  return scores.map((score) => score / sum);
}

/**
 * Signals weighed and added up, less the most of any candidate, so that the best has 0.
 *
 * @param weights one a signal, popularity being taken out (see `debiasedWeights`)
 * @param signals [candidates × SIGNALS]
 * @returns [candidates]
 */
export function logScores(weights: readonly number[], signals: Float64Array): Float64Array {
  const scores = new Float64Array(signals.length / SIGNALS.length);
  let highest = -Infinity;
  for (let i = 0, at = 0; i < scores.length; i++) {
    for (let f = 0; f < SIGNALS.length; f++) scores[i] += weights[f] * signals[at++];
    highest = Math.max(highest, scores[i]);
  }
  return scores.map((score) => score - highest);
}

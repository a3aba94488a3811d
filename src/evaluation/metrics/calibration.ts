import type { Judgement, Lists } from './judge.js';

/** Predictions of about the same size, and what came of them. */
export interface CalibrationBin {
  /** Mean prediction. */
  readonly predicted: number;
  /** Mean of what was observed. */
  readonly observed: number;
  readonly count: number;
}

/** How far predicted probabilities are from what happened. */
export interface Calibration {
  /** Mean absolute and mean squared difference between the bins' predicted and observed means, weighted by their counts. */
  readonly mae: number;
  readonly mse: number;
  /** The same per single prediction (the second is the Brier score): mostly the noise of single purchases. */
  readonly maeSingle: number;
  readonly mseSingle: number;
  /** The lowest predictions first, each of about as many. */
  readonly bins: readonly CalibrationBin[];
}

/** Compares predictions with observations in bins of equal count, the lowest predictions first. */
export function calibrate(predicted: Float64Array, observed: Float64Array, binCount: number): Calibration {
  const order = Int32Array.from(predicted.keys()).sort((a, b) => predicted[a] - predicted[b] || a - b);
  const bins: CalibrationBin[] = [];
  let maeSingle = 0;
  let mseSingle = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const from = Math.floor((bin * order.length) / binCount);
    const to = Math.floor(((bin + 1) * order.length) / binCount);
    if (to === from) continue;
    let sumPredicted = 0;
    let sumObserved = 0;
    for (const i of order.subarray(from, to)) {
      sumPredicted += predicted[i];
      sumObserved += observed[i];
      maeSingle += Math.abs(predicted[i] - observed[i]);
      mseSingle += (predicted[i] - observed[i]) ** 2;
    }
    bins.push({ predicted: sumPredicted / (to - from), observed: sumObserved / (to - from), count: to - from });
  }
  const total = Math.max(order.length, 1);
  return {
    mae: bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.predicted - bin.observed), 0) / total,
    mse: bins.reduce((sum, bin) => sum + bin.count * (bin.predicted - bin.observed) ** 2, 0) / total,
    maeSingle: maeSingle / total,
    mseSingle: mseSingle / total,
    bins,
  };
}

/**
 * Calibration of lists that state probabilities: the chance that a product bought along with the query's is this one,
 * against 1 / |truth| where it was one of the truth and 0 where it was not.
 */
export function listCalibration(judgement: Judgement, lists: Lists, binCount = 10): Calibration | undefined {
  const { truth, cutoff, allowed, gain } = judgement;
  if (lists.probabilities === undefined) return undefined;
  const predicted: number[] = [];
  const observed: number[] = [];
  for (const [q, query] of truth.queries.entries()) {
    for (let place = 0; place < Math.min(cutoff, lists.length); place++) {
      if (allowed[q * cutoff + place] === 0) continue;
      predicted.push(lists.probabilities[q * lists.length + place]);
      observed.push(gain[q * cutoff + place] / query.truth.length);
    }
  }
  return calibrate(Float64Array.from(predicted), Float64Array.from(observed), binCount);
}

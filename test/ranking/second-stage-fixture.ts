import { SIGNALS, type Signal } from '../../src/ranking/reranking/index.js';
import type { SecondStageQuery } from '../../src/ranking/fitting/index.js';

/** One candidate's signals; what is left out is 0. */
export type CandidateSignals = Partial<Record<Signal, number>>;

/** A held-out question whose candidates are the products 0, 1, …, of equal popularity where none is given. */
export function questionOf(
  candidates: readonly CandidateSignals[],
  truths: readonly number[],
  logPopularity: readonly number[] = candidates.map(() => 0),
): SecondStageQuery {
  const signals = signalRows(candidates.map((each, place) => ({ popularity: logPopularity[place], ...each })));
  return { basket: 0, table: { products: Int32Array.from(candidates.keys()), signals }, truths, wanted: truths };
}

/** [candidates × SIGNALS] */
export function signalRows(candidates: readonly CandidateSignals[]): Float64Array {
  return Float64Array.from(candidates.flatMap((candidate) => SIGNALS.map((signal) => candidate[signal] ?? 0)));
}

/** One weight a signal, 0 for those left out. */
export function weightsOf(weights: CandidateSignals): number[] {
  return SIGNALS.map((signal) => weights[signal] ?? 0);
}

import { rowsHolding, sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface PointwiseMutualInformation {
  readonly shared: CoOccurrence;
  /** log n_y [products] */
  readonly logRows: Float64Array;
  /** log N, N the number of rows. */
  readonly logTotal: number;
  /** s: common rows by which the value is shrunk towards 0. */
  readonly shrinkage: number;
}

export function fitPointwiseMutualInformation(shared: CoOccurrence, shrinkage: number): PointwiseMutualInformation {
  const logRows = rowsHolding(shared.contents).map((rows) => Math.log(Math.max(rows, 1)));
  return { shared, logRows, logTotal: Math.log(Math.max(shared.contents.rows, 1)), shrinkage };
}

/** max(0, log (C N / (n_x n_y))) · C / (C + s): positive pointwise mutual information (Church and Hanks 1990), shrunk. */
export function pointwiseMutualInformationScorer(fitted: PointwiseMutualInformation): ItemScorer {
  const { shared, logRows, logTotal, shrinkage } = fitted;
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      const own = logTotal - logRows[product];
      for (let y = 0; y < into.length; y++) {
        const together = into[y];
        if (together === 0) continue;
        const information = Math.log(together) + own - logRows[y];
        into[y] = information > 0 ? (information * together) / (together + shrinkage) : 0;
      }
    },
  };
}

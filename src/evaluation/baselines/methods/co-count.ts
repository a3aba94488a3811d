import { sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

/** C[x, y]: the number (or weight) of rows that hold both. */
export function coCountScorer(shared: CoOccurrence): ItemScorer {
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
    },
  };
}

import { sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

/** A measure of the form scale[x] · scale[y] · Σ_r w_r over the common rows r: a product of two weighted columns. */
export interface ScaledCoOccurrence {
  readonly shared: CoOccurrence;
  /** [products] */
  readonly scale: Float64Array;
}

export function scaledCoOccurrenceScorer({ shared, scale }: ScaledCoOccurrence): ItemScorer {
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      const own = scale[product];
      for (let y = 0; y < into.length; y++) into[y] *= own * scale[y];
    },
  };
}

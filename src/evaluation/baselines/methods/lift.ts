import { rowsHolding, sumShared, type CoOccurrence } from './co-occurrence.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface LiftOptions {
  /** ω: 1 for the full lift, less where rare products should gain less. */
  readonly power: number;
  /** s: common rows by which a count is shrunk towards 0. */
  readonly shrinkage: number;
}

export interface Lift {
  readonly shared: CoOccurrence;
  /** n_y^-ω [products] */
  readonly rarity: Float64Array;
  readonly shrinkage: number;
}

export function fitLift(shared: CoOccurrence, { power, shrinkage }: LiftOptions): Lift {
  const rarity = rowsHolding(shared.contents).map((rows) => Math.max(rows, 1) ** -power);
  return { shared, rarity, shrinkage };
}

/**
 * C · C / (C + s) / n_y^ω, the lift P(x, y) / (P(x) P(y)) up to what is the same for all y, with the count C = C[x, y]
 * shrunk by s, so that a single common row of two rare products does not lead the list.
 */
export function liftScorer({ shared, rarity, shrinkage }: Lift): ItemScorer {
  return {
    score: (product, into) => {
      sumShared(shared, product, into);
      for (let y = 0; y < into.length; y++) {
        const together = into[y];
        if (together > 0) into[y] = ((together * together) / (together + shrinkage)) * rarity[y];
      }
    },
  };
}

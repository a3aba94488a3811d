import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, weightHolding } from './co-occurrence.js';
import { inverseFrequency } from './inverse-frequency.js';
import type { ScaledCoOccurrence } from './scaled-co-occurrence.js';

/** The cosine of two products' columns, each row weighed by its inverse frequency: a user of few products says more. */
export function fitTfIdfNeighbours(rows: Csr): ScaledCoOccurrence {
  const weight = inverseFrequency(rows).map((idf) => idf * idf);
  const scale = weightHolding(rows, weight).map((square) => (square > 0 ? square ** -0.5 : 0));
  return { shared: coOccurrence(rows, weight), scale };
}

import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowsHolding } from './co-occurrence.js';
import { inverseFrequency } from './inverse-frequency.js';
import type { ScaledCoOccurrence } from './scaled-co-occurrence.js';

export interface Bm25Options {
  /** K1: how soon a repeated occurrence stops counting. */
  readonly saturation: number;
  /** B, 0 to 1: how much a much bought product's rows count less. */
  readonly lengthNormalisation: number;
}

/**
 * The product of two products' columns weighed by BM25 (Robertson and Walker 1994), a product being the document and a row
 * the term: idf_r (K1 + 1) / (K1 ((1 - B) + B n_y / mean n) + 1).
 */
export function fitBm25Neighbours(rows: Csr, { saturation, lengthNormalisation }: Bm25Options): ScaledCoOccurrence {
  const weight = inverseFrequency(rows).map((idf) => idf * idf);
  const holding = rowsHolding(rows);
  const mean = Math.max(rows.columns.length / Math.max(rows.width, 1), Number.MIN_VALUE);
  const scale = holding.map((count) => {
    const length = 1 - lengthNormalisation + (lengthNormalisation * count) / mean;
    return (saturation + 1) / (saturation * length + 1);
  });
  return { shared: coOccurrence(rows, weight), scale };
}

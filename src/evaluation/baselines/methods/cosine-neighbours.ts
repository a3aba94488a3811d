import type { Csr } from '../../../core/numerics/index.js';
import { coOccurrence, rowsHolding } from './co-occurrence.js';
import type { ScaledCoOccurrence } from './scaled-co-occurrence.js';

/**
 * C[x, y] / √(n_x n_y): the cosine of two products' columns (Sarwar et al., WWW 2001). All neighbours count: lists are cut
 * where they are made.
 */
export function fitCosineNeighbours(rows: Csr): ScaledCoOccurrence {
  return { shared: coOccurrence(rows), scale: rowsHolding(rows).map((count) => Math.max(count, 1) ** -0.5) };
}

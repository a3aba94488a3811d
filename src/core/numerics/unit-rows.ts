import { orderedInnerProduct, type Numbers } from './inner-product.js';

/**
 * Scales each row of `matrix` [rows, dimension] to length 1, in place; a row of zeros stays.
 * Lengths are added in float64.
 */
export function normaliseRows(matrix: Float32Array, dimension: number): void {
  for (let start = 0; start < matrix.length; start += dimension) scaleToUnit(matrix, start, dimension);
}

/** A copy with each row scaled to length 1. */
export function unitRows(matrix: Float32Array, dimension: number): Float32Array {
  const unit = matrix.slice();
  normaliseRows(unit, dimension);
  return unit;
}

/** Multiplies `length` numbers from `start` on by their inverse length. */
export function scaleToUnit(values: Float32Array, start: number, length: number): void {
  const scale = inverseLength(values, start, length);
  for (let i = start; i < start + length; i++) values[i] *= scale;
}

/**
 * Divides a vector by its length, in place; false for a vector of zeros, which stays. The last digits differ from those of a
 * product with the inverse, as in `normaliseRows`.
 */
export function divideByLength(vector: Float64Array): boolean {
  const length = euclideanLength(vector, 0, vector.length);
  if (length === 0) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return true;
}

/** 1 / |row|, or 0 where the row is zero. */
export function inverseLength(values: Numbers, start: number, length: number): number {
  const squares = orderedInnerProduct(values, start, values, start, length);
  return squares > 0 ? 1 / Math.sqrt(squares) : 0;
}

/** |row| of `length` numbers that begin at `start`. */
export function euclideanLength(values: Numbers, start: number, length: number): number {
  return Math.sqrt(orderedInnerProduct(values, start, values, start, length));
}

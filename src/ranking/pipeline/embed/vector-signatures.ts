import { orderedInnerProduct } from '../../../core/numerics/index.js';
import { randomKey, randomNormal } from '../../../core/index.js';

/** Signatures of a vector, and hyperplanes of a signature. */
const SIGNATURES = 16;
const PLANES = 8;

/**
 * Words for what vectors say: of each vector, 16 signatures of 8 bits, each bit the side of a random hyperplane on which it
 * lies. Two vectors at the angle θ share a signature with probability (1 − θ/π)^8 (Charikar, STOC 2002). Hyperplanes are
 * drawn by their number, so that a vector's words depend on nothing else; a vector of zeros has none.
 *
 * @param vectors [rows, width]
 */
export function vectorSignatures(vectors: Float32Array, rows: number): string[][] {
  const width = rows === 0 ? 0 : vectors.length / rows;
  const planes = Array.from({ length: SIGNATURES * PLANES }, (_, plane) => {
    const key = randomKey(0, `plane:${plane}`);
    return Float32Array.from({ length: width }, (__, i) => randomNormal(key, i));
  });
  return Array.from({ length: rows }, (_, row) => {
    const vector = vectors.subarray(row * width, (row + 1) * width);
    if (vector.every((value) => value === 0)) return [];
    return Array.from({ length: SIGNATURES }, (__, signature) => {
      let bits = 0;
      for (let plane = 0; plane < PLANES; plane++) {
        bits = 2 * bits + (orderedInnerProduct(vector, 0, planes[signature * PLANES + plane], 0, width) > 0 ? 1 : 0);
      }
      return `${String(signature).padStart(2, '0')}/${bits.toString(16).padStart(2, '0')}`;
    });
  });
}

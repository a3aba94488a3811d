import { randomKey, randomNormal } from '../../../src/core/index.js';
import { productSequences } from '../../../src/learning/sequence/index.js';
import type { SequenceTrainingData } from '../../../src/learning/sequence/train-sequence-model.js';

/** Products of line 0 that are taken one after the other; each ordered pair leads to a product of its own, of line 1. */
export const starters = 6;

/** Users who took a, then b, then the product that belongs to (a, b) and not to (b, a). */
export function orderedPairs(dimension: number): SequenceTrainingData & {
  readonly pairs: readonly { readonly history: readonly number[]; readonly target: number }[];
} {
  const pairs = [];
  for (let a = 0; a < starters; a++) {
    for (let b = 0; b < starters; b++) {
      if (a !== b) pairs.push({ history: [a, b], target: starters + pairs.length });
    }
  }
  const products = starters + pairs.length;
  return {
    pairs,
    sequences: productSequences(pairs.map(({ history, target }) => [...history, target])),
    embeddings: randomUnitRows(products, dimension),
    dimension,
    categoryGroupOf: Int32Array.from({ length: products }, (_, product) => (product < starters ? 0 : 1)),
    eligible: new Uint8Array(products).fill(1),
  };
}

export function randomUnitRows(rows: number, dimension: number): Float32Array {
  const values = new Float32Array(rows * dimension);
  for (let r = 0; r < rows; r++) {
    const row = Float64Array.from({ length: dimension }, (_, i) => randomNormal(randomKey(3, `row:${r}`), i));
    values.set(
      row.map((value) => value / Math.hypot(...row)),
      r * dimension,
    );
  }
  return values;
}

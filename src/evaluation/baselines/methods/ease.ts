import { sweep, transpose, type Csr, type MatrixProduct } from '../../../core/numerics/index.js';
import { AlongsideError } from '../../../core/index.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface Ease {
  readonly products: number;
  /** [products, products]: row x holds the weight of x in the prediction of each y. */
  readonly weights: Float32Array;
}

/**
 * EASE (Steck, WWW 2019): the linear item–item model with a zero diagonal in closed form, B_xy = -P_xy / P_yy for
 * P = (RᵀR + λI)⁻¹. Memory is 4 bytes times the square of the products.
 *
 * @param regularisation λ on the diagonal of the Gram matrix
 * @param multiply a fast matrix product; left out, plain loops
 */
export async function fitEase(interactions: Csr, regularisation: number, multiply?: MatrixProduct): Promise<Ease> {
  if (!(regularisation > 0)) {
    throw new AlongsideError(
      'ease-regularisation-invalid',
      `EASE needs a regularisation above 0, not ${regularisation}.`,
      {
        regularisation,
      },
    );
  }
  const n = interactions.width;
  const weights = gram(interactions);
  for (let i = 0; i < n; i++) weights[i * n + i] += regularisation;
  await sweep(weights, n, multiply);
  // The sweep leaves -P, so -P_xy / P_yy is its entry over minus its diagonal.
  const diagonal = Float64Array.from({ length: n }, (_, i) => -weights[i * n + i]);
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) weights[x * n + y] = x === y ? 0 : weights[x * n + y] / diagonal[y];
  }
  return { products: n, weights };
}

export function easeScorer({ products, weights }: Ease): ItemScorer {
  return {
    score(product, into) {
      into.set(weights.subarray(product * products, (product + 1) * products));
    },
  };
}

/** RᵀR */
function gram(interactions: Csr): Float32Array {
  const n = interactions.width;
  const { offsets, columns, values } = transpose(interactions);
  const matrix = new Float32Array(n * n);
  for (let product = 0; product < n; product++) {
    const row = matrix.subarray(product * n, (product + 1) * n);
    for (let e = offsets[product]; e < offsets[product + 1]; e++) {
      const user = columns[e];
      for (let f = interactions.offsets[user]; f < interactions.offsets[user + 1]; f++) {
        row[interactions.columns[f]] += values[e] * interactions.values[f];
      }
    }
  }
  return matrix;
}

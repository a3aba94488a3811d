import { TopK, sweep, transpose, type Csr, type MatrixProduct } from '../../../core/numerics/index.js';
import { AlongsideError } from '../../../core/index.js';
import type { ItemScorer } from '../../../learning/factorisation/index.js';

export interface EaseOptions {
  /** λ on the diagonal of the Gram matrix. */
  readonly regularisation: number;
  /** The most bought products take part; the others score 0. Memory is 4 bytes times its square. Default 6,000. */
  readonly most?: number;
}

export interface Ease {
  /** The products that take part, ascending. */
  readonly kept: Int32Array;
  /** [products]: place in `kept`, or -1 */
  readonly places: Int32Array;
  /** [kept, kept]: row x holds the weight of x in the prediction of each y. */
  readonly weights: Float32Array;
}

/**
 * EASE (Steck, WWW 2019): the linear item–item model with a zero diagonal in closed form, B_xy = -P_xy / P_yy for
 * P = (RᵀR + λI)⁻¹.
 *
 * @param multiply a fast matrix product; left out, plain loops
 */
export async function fitEase(interactions: Csr, options: EaseOptions, multiply?: MatrixProduct): Promise<Ease> {
  const { regularisation, most = 6000 } = options;
  if (!(regularisation > 0)) {
    throw new AlongsideError(
      'ease-regularisation-invalid',
      `EASE needs a regularisation above 0, not ${regularisation}.`,
      {
        regularisation,
      },
    );
  }
  const byProduct = transpose(interactions);
  const kept = mostBought(byProduct, most);
  const places = new Int32Array(interactions.width).fill(-1);
  kept.forEach((product, place) => (places[product] = place));
  const weights = gram(interactions, byProduct, kept, places);
  const n = kept.length;
  for (let i = 0; i < n; i++) weights[i * n + i] += regularisation;
  await sweep(weights, n, multiply);
  // The sweep leaves -P, so -P_xy / P_yy is its entry over minus its diagonal.
  const diagonal = Float64Array.from({ length: n }, (_, i) => -weights[i * n + i]);
  for (let x = 0; x < n; x++) {
    for (let y = 0; y < n; y++) weights[x * n + y] = x === y ? 0 : weights[x * n + y] / diagonal[y];
  }
  return { kept, places, weights };
}

export function easeScorer({ kept, places, weights }: Ease): ItemScorer {
  return {
    score(product, into) {
      into.fill(0);
      const place = places[product];
      if (place < 0) return;
      for (let y = 0; y < kept.length; y++) into[kept[y]] = weights[place * kept.length + y];
    },
  };
}

/** The `most` products with the most rows, equal ones by number; in ascending order. */
function mostBought({ rows, offsets }: Csr, most: number): Int32Array {
  return new TopK(most, -Infinity).ascending(
    Float64Array.from({ length: rows }, (_, product) => offsets[product + 1] - offsets[product]),
  );
}

/** RᵀR over the kept products. */
function gram(interactions: Csr, byProduct: Csr, kept: Int32Array, places: Int32Array): Float32Array {
  const n = kept.length;
  const matrix = new Float32Array(n * n);
  kept.forEach((product, place) => {
    const row = matrix.subarray(place * n, (place + 1) * n);
    for (let e = byProduct.offsets[product]; e < byProduct.offsets[product + 1]; e++) {
      const user = byProduct.columns[e];
      for (let f = interactions.offsets[user]; f < interactions.offsets[user + 1]; f++) {
        const other = places[interactions.columns[f]];
        if (other >= 0) row[other] += byProduct.values[e] * interactions.values[f];
      }
    }
  });
  return matrix;
}

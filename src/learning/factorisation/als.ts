import { choleskyFactor, innerProducts, solveFactored, unitRows, type Csr } from '../../core/numerics/index.js';
import { AlongsideError, randomKey, randomNormal } from '../../core/index.js';
import { confidenceRows } from './confidence.js';
import { distinctRows } from './distinct-rows.js';
import { gramMatrix } from './gram-matrix.js';
import type { ItemScorer } from './item-scorer.js';
import { solveRows } from './solve-rows.js';

export interface AlsOptions {
  readonly factors: number;
  /** λ of the penalty λ (|x|² + |y|²). */
  readonly regularisation: number;
  /** Confidence of an observed entry of weight 1; that of all others is 1. */
  readonly alpha: number;
  readonly iterations: number;
  readonly seed: number;
}

export const alsDefaults: AlsOptions = { factors: 64, regularisation: 0.1, alpha: 10, iterations: 15, seed: 1 };

export interface Als {
  readonly options: AlsOptions;
  /** [rows, factors] */
  readonly rowFactors: Float32Array;
  /** [products, factors] */
  readonly itemFactors: Float32Array;
}

/**
 * Matrix factorisation of implicit feedback by alternating least squares (Hu, Koren and Volinsky, ICDM 2008).
 *
 * Equal rows have equal factors: they are solved once, and count as often as they stand in the data.
 *
 * @param interactions [rows, products], weights ≥ 0; an entry of weight w has preference 1 with confidence alpha · w
 */
export function fitAls(interactions: Csr, changes: Partial<AlsOptions> = {}): Als {
  const options = { ...alsDefaults, ...changes };
  const { factors, iterations, seed, regularisation } = options;
  if (!(regularisation > 0)) {
    throw new AlongsideError(
      'als-regularisation-invalid',
      `ALS needs a regularisation above 0, not ${regularisation}.`,
      { regularisation },
    );
  }
  const distinct = distinctRows(interactions);
  const { ofRows, ofProducts } = confidenceRows(distinct, options.alpha);
  const rowFactors = startingFactors(distinct.matrix.rows, factors, seed, 'row');
  const itemFactors = startingFactors(interactions.width, factors, seed, 'product');
  for (let i = 0; i < iterations; i++) {
    solveRows(ofRows, rowFactors, itemFactors, gramMatrix(itemFactors, options));
    solveRows(ofProducts, itemFactors, rowFactors, gramMatrix(rowFactors, options, distinct.counts));
  }
  return { options, rowFactors: repeatRows(rowFactors, distinct.rowOf, factors), itemFactors };
}

/** [rows, width] of the distinct rows [distinct, width]. */
function repeatRows(distinct: Float32Array, rowOf: Int32Array, width: number): Float32Array {
  const rows = new Float32Array(rowOf.length * width);
  rowOf.forEach((from, row) => {
    rows.set(distinct.subarray(from * width, (from + 1) * width), row * width);
  });
  return rows;
}

function startingFactors(rows: number, factors: number, seed: number, side: string): Float32Array {
  const values = new Float32Array(rows * factors);
  const key = randomKey(seed, `als:${side}`);
  for (let i = 0; i < values.length; i++) values[i] = 0.01 * randomNormal(key, i);
  return values;
}

/** Cosine of the products' factors. */
export function alsCosineScorer({ itemFactors, options: { factors } }: Als): ItemScorer {
  const units = unitRows(itemFactors, factors);
  return queryScorer(units, factors, (product, query) => {
    query.set(units.subarray(product * factors, (product + 1) * factors));
  });
}

/** What the model predicts for a customer who has the query product alone: its factors are solved for, then multiplied. */
export function alsFoldInScorer({ itemFactors, options: { factors, regularisation, alpha } }: Als): ItemScorer {
  const gram = gramMatrix(itemFactors, { factors, regularisation });
  const system = new Float64Array(factors * factors);
  return queryScorer(itemFactors, factors, (product, query) => {
    system.set(gram);
    const own = itemFactors.subarray(product * factors, (product + 1) * factors);
    for (let i = 0; i < factors; i++) {
      query[i] = alpha * own[i];
      for (let j = 0; j < factors; j++) system[i * factors + j] += (alpha - 1) * own[i] * own[j];
    }
    choleskyFactor(system, factors);
    solveFactored(system, factors, query);
  });
}

function queryScorer(
  factors: Float32Array,
  width: number,
  writeQuery: (product: number, query: Float64Array) => void,
): ItemScorer {
  const query = new Float64Array(width);
  return {
    score(product, into) {
      writeQuery(product, query);
      innerProducts(query, factors, into);
    },
  };
}

import { BipartitePropagation, normaliseBipartite } from '../propagation/index.js';
import { symmetricEigen, transpose, type Csr, type SymmetricEigen } from '../../core/numerics/index.js';
import { AlongsideError, noProgress, type ReportProgress } from '../../core/index.js';
import type { SpectralBasis } from './basket-spectrum.js';
import { DenseProducts, type OnnxRuntime } from '../onnx/index.js';
import { KrylovSpace } from './krylov-space.js';

/** Vectors that are propagated together: fewer need fewer products in all, but ONNX Runtime adds single rows in another order. */
const blockRows = 16;

/** Restarts gather rounding errors, so that more is not reached. */
const finest = 1e-3;

export interface SpectralOptions {
  /** Eigenvectors wanted. */
  readonly rank: number;
  /** Seed of the starting vectors. */
  readonly seed: number;
  /** Largest |P v - λ v| of a unit vector v, where the largest eigenvalue is 1; at least 10⁻³, as vectors are float32. Default 10⁻². */
  readonly tolerance?: number;
  /** Rounds after which the vectors are taken as they are. Default 6. */
  readonly rounds?: number;
  /** Threads of dense products; results do not depend on it. */
  readonly threads?: number;
}

/**
 * The leading eigenvectors of P = R̃ᵀR̃, R̃ = D_rows^-½ R D_products^-½: the ideal low pass of GF-CF (Shen et al., CIKM 2021).
 *
 * A block Krylov space with full orthogonalisation and thick restarts (Wu and Simon, SIAM J. Matrix Anal. 2000): sparse
 * products by gather-only propagation, dense ones by ONNX matrix products, the small projected problem in float64.
 * The same matrix and seed give the same bytes, for any number of threads.
 *
 * @param interactions R [rows, products], weights ≥ 0; users or baskets by products
 */
export async function spectralBasis(
  runtime: OnnxRuntime,
  interactions: Csr,
  options: SpectralOptions,
  report: ReportProgress = noProgress,
): Promise<SpectralBasis> {
  const { seed, tolerance = 1e-2, rounds = 6 } = options;
  checkRank(options.rank);
  const products = interactions.width;
  const rank = Math.min(options.rank, products);
  const block = Math.min(blockRows, products);
  const capacity = Math.min(products, roundUp(2 * rank, block) + 2 * block);
  const normalised = normaliseBipartite(interactions);
  const propagation = await BipartitePropagation.open(runtime, normalised, transpose(normalised), block);
  const dense = await DenseProducts.open(products, options.threads);
  try {
    const space = new KrylovSpace(dense, products, capacity, block, seed);
    let vectors = new Float32Array(block * products);
    for (let r = 0; r < block; r++) space.fill(vectors.subarray(r * products, (r + 1) * products), r);
    for (let round = 1; ; round++) {
      const outside = await grow(space, propagation, vectors, report);
      const eigen = symmetricEigen(space.projected(), space.size, Math.min(space.size, keptRows(rank, block)));
      const error = outside === undefined ? 0 : largestResidual(eigen, rank, space.size, outside, products);
      if (outside === undefined || error <= Math.max(tolerance, finest) || round >= rounds) {
        const rows = await space.combine(Float32Array.from(eigen.vectors.subarray(0, rank * space.size)));
        return {
          products,
          rank,
          basis: columnsInNodeOrder(rows, propagation.columnOrder, rank),
          eigenvalues: eigen.values.slice(0, rank),
        };
      }
      const kept = eigen.vectors.length / space.size;
      space.restart(await space.combine(Float32Array.from(eigen.vectors)), eigen.values.subarray(0, kept));
      vectors = outside;
    }
  } finally {
    await dense.close();
  }
}

function checkRank(wanted: number): void {
  if (Number.isInteger(wanted) && wanted > 0) return;
  throw new AlongsideError('spectral-rank-invalid', `The rank must be a positive whole number, not ${wanted}.`, {
    wanted,
  });
}

/** Ritz vectors that a restart keeps: some more than wanted, and whole blocks of room for new ones. */
function keptRows(rank: number, block: number): number {
  return roundUp(rank, block) + block;
}

/**
 * Fills the space, starting with `vectors`.
 * @returns what the last block's image has outside the space, or undefined where the space is all there is
 */
async function grow(
  space: KrylovSpace,
  propagation: BipartitePropagation,
  vectors: Float32Array<ArrayBuffer>,
  report: ReportProgress,
): Promise<Float32Array<ArrayBuffer> | undefined> {
  const { length, capacity } = space;
  const { dimension } = propagation;
  const states = new Float32Array(length * dimension);
  for (;;) {
    const rows = Math.min(dimension, capacity - space.size);
    vectors = vectors.subarray(0, rows * length);
    await space.append(vectors);
    transposeInto(vectors, rows, length, states, dimension);
    await propagation.roundTrip(states, states);
    transposeBack(states, dimension, vectors, rows, length);
    await space.complete(vectors);
    report({ step: 'spectral basis', done: space.size, total: capacity, unit: 'vectors' });
    if (space.size === length) return undefined;
    if (space.size === capacity) return vectors;
  }
}

/** into[c, r] = rows[r, c]; the columns of `into` past the rows are 0. */
function transposeInto(rows: Float32Array, count: number, length: number, into: Float32Array, stride: number): void {
  if (count < stride) into.fill(0);
  for (let c = 0; c < length; c++) {
    for (let r = 0; r < count; r++) into[c * stride + r] = rows[r * length + c];
  }
}

function transposeBack(from: Float32Array, stride: number, rows: Float32Array, count: number, length: number): void {
  for (let c = 0; c < length; c++) {
    for (let r = 0; r < count; r++) rows[r * length + c] = from[c * stride + r];
  }
}

/** The greatest residual of the first `rank` Ritz vectors: |outsideᵀ s| for the last entries s of a vector of T. */
function largestResidual(
  { vectors }: SymmetricEigen,
  rank: number,
  size: number,
  outside: Float32Array,
  length: number,
): number {
  const rows = outside.length / length;
  const gram = new Float64Array(rows * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = i; j < rows; j++) {
      let sum = 0;
      for (let c = 0; c < length; c++) sum += outside[i * length + c] * outside[j * length + c];
      gram[i * rows + j] = sum;
      gram[j * rows + i] = sum;
    }
  }
  let largest = 0;
  for (let v = 0; v < rank; v++) {
    const last = vectors.subarray((v + 1) * size - rows, (v + 1) * size);
    let squares = 0;
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) squares += last[i] * last[j] * gram[i * rows + j];
    }
    largest = Math.max(largest, squares);
  }
  return Math.sqrt(largest);
}

/** [products, rank] of rows [rank, products] that stand in the order of the plan. */
function columnsInNodeOrder(rows: Float32Array, order: Int32Array, rank: number): Float32Array {
  const basis = new Float32Array(rows.length);
  for (let p = 0; p < order.length; p++) {
    const to = order[p] * rank;
    for (let r = 0; r < rank; r++) basis[to + r] = rows[r * order.length + p];
  }
  return basis;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

import { sparseProduct, unitRows, type Csr } from '../../../core/numerics/index.js';
import { randomBits, randomKey } from '../../../core/index.js';
import { bipartiteGraph } from './bipartite-graph.js';
import type { Embeddings } from '../../../learning/factorisation/index.js';

export interface FastRpOptions {
  readonly dimension: number;
  /** β: exponent of the degree; below 0, hubs count less. */
  readonly degreePower: number;
  /** Weight of each power of the transition matrix, from the first. */
  readonly powerWeights: readonly number[];
  readonly seed: number;
}

/** One entry in this many of a random vector is not zero (Achlioptas 2003). */
const SPARSITY = 3;

/**
 * FastRP (Chen et al., CIKM 2019) on the graph of rows and products: Σ_k w_k unit(P^k D^β R), with P the transition matrix
 * D^-1 A and R very sparse random vectors; the products' part of it, rows of unit length, [products × dimension].
 */
export function fitFastRp(rows: Csr, { dimension, degreePower, powerWeights, seed }: FastRpOptions): Embeddings {
  const graph = bipartiteGraph(rows, (from) => 1 / from);
  let vectors = randomProjection(graph.degrees, dimension, degreePower, seed);
  let next: Float32Array = new Float32Array(vectors.length);
  const sum = new Float32Array(rows.width * dimension);
  for (const weight of powerWeights) {
    sparseProduct(graph, vectors, dimension, next);
    [vectors, next] = [next, vectors];
    if (weight === 0) continue;
    const products = unitRows(vectors.subarray(rows.rows * dimension), dimension);
    for (let i = 0; i < sum.length; i++) sum[i] += weight * products[i];
  }
  return { dimension, vectors: unitRows(sum, dimension) };
}

function randomProjection(degrees: Float64Array, dimension: number, degreePower: number, seed: number): Float32Array {
  const key = randomKey(seed, 'fast-rp');
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  const nonZero = 2 ** 32 / SPARSITY;
  const vectors = new Float32Array(degrees.length * dimension);
  for (let node = 0; node < degrees.length; node++) {
    const entry = Math.sqrt(SPARSITY) * (Math.max(degrees[node], 1) / Math.max(total, 1)) ** degreePower;
    for (let i = node * dimension; i < (node + 1) * dimension; i++) {
      const bits = randomBits(key, i);
      if (bits < nonZero) vectors[i] = bits < nonZero / 2 ? entry : -entry;
    }
  }
  return vectors;
}

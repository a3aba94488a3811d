import { innerProducts, unitRows } from '../../core/numerics/index.js';
import type { ItemScorer } from './item-scorer.js';

/** How two vectors are compared: the inner product, or that of unit vectors, or of centred unit vectors. */
export type EmbeddingSimilarity = 'dot' | 'cosine' | 'pearson';

/** Vectors of products [products × dimension], row-major. */
export interface Embeddings {
  readonly dimension: number;
  readonly vectors: Float32Array;
}

/** Inner products of a query's row of `queries` with every row of `candidates`. */
export function innerProductScorer(queries: Embeddings, candidates: Embeddings = queries): ItemScorer {
  const { dimension, vectors } = candidates;
  return {
    score: (product, into) => {
      // A float64 copy, so that the inner loop converts only one side.
      const query = Float64Array.from(queries.vectors.subarray(product * dimension, (product + 1) * dimension));
      innerProducts(query, vectors, into);
    },
  };
}

/** Compares products by their vectors; a vector that is 0 (after centring) is 0 to all. */
export function embeddingScorer(embeddings: Embeddings, similarity: EmbeddingSimilarity): ItemScorer {
  if (similarity === 'dot') return innerProductScorer(embeddings);
  const { dimension, vectors } = similarity === 'pearson' ? centredRows(embeddings) : embeddings;
  return innerProductScorer({ dimension, vectors: unitRows(vectors, dimension) });
}

/** Each row less its mean: the inner product of such rows of unit length is Pearson's correlation. */
function centredRows({ dimension, vectors }: Embeddings): Embeddings {
  const centred = new Float32Array(vectors.length);
  for (let at = 0; at < vectors.length; at += dimension) {
    let sum = 0;
    for (let i = at; i < at + dimension; i++) sum += vectors[i];
    const mean = sum / dimension;
    for (let i = at; i < at + dimension; i++) centred[i] = vectors[i] - mean;
  }
  return { dimension, vectors: centred };
}

import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { randomBits, randomKey } from '../../../src/core/index.js';
import type { ItemScorer } from '../../../src/learning/factorisation/index.js';

/** [rows.length, products] of what each row holds. */
export function rowsOfProducts(contents: readonly (readonly number[])[], products: number): Csr {
  const edges = contents.flatMap((row, r) => row.map((product) => [r, product]));
  return csrFromEdges({
    rows: contents.length,
    width: products,
    sources: Int32Array.from(edges, ([row]) => row),
    targets: Int32Array.from(edges, ([, product]) => product),
  });
}

/** Baskets of a shop of `clusters` groups of `size` products, each basket of four products of one group. */
export function clusteredRows(clusters: number, size: number, rows: number): Csr {
  const key = randomKey(7, 'clustered-rows');
  const contents = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: 4 }, (_, i) => (row % clusters) * size + (randomBits(key, 4 * row + i) % size)),
  );
  return rowsOfProducts(contents, clusters * size);
}

/** Scores of all products for one. */
export function scoresFor(scorer: ItemScorer, product: number, products: number): number[] {
  const into = new Float64Array(products).fill(NaN);
  scorer.score(product, into);
  return Array.from(into);
}

/** Share of products whose nearest `size - 1` others are those of their own cluster. */
export function clusterPurity(scorer: ItemScorer, clusters: number, size: number): number {
  let right = 0;
  for (let product = 0; product < clusters * size; product++) {
    const scores = scoresFor(scorer, product, clusters * size);
    scores[product] = -Infinity;
    const nearest = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
    right += nearest.slice(0, size - 1).filter((y) => Math.floor(y / size) === Math.floor(product / size)).length;
  }
  return right / (clusters * size * (size - 1));
}

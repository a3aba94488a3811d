import { csrFromEdges, type Csr } from '../../src/core/numerics/index.js';
import { normaliseSymmetric, symmetrise } from '../../src/learning/propagation/index.js';
import { categoryLift } from '../../src/learning/cooccurrence/index.js';
import type { RankingInputs } from '../../src/ranking/candidates/index.js';

/** What lists are made of, for a shop that does not exist. */
export interface GeneratedCatalogue {
  readonly inputs: RankingInputs;
  /** [products, dimension], unit rows around the centres of their categories. */
  readonly embeddings: Float32Array;
}

const categories = 250;

/**
 * A catalogue as a shop's looks to the ranking: popularity by rank to the power -0.8, categories of unequal size, about 80
 * neighbours a product in evidence and item graph, more for popular ones. Seeded: the same each time.
 */
export function generatedCatalogue(products: number, dimension: number): GeneratedCatalogue {
  const uniform = uniformNumbers(99);
  const categoryOf = Int32Array.from({ length: products }, () => Math.floor(categories * uniform() ** 1.5));
  const popularity = Float64Array.from({ length: products }, () => 1 + 500 * (1 + products * uniform()) ** -0.8 * 20);
  const graph = neighbourGraph(products, uniform);
  const together = Int32Array.from(graph.values, (weight) => Math.ceil(weight));
  const inputs: RankingInputs = {
    evidence: {
      pairs: graph,
      together,
      people: Uint8Array.from(together, (count) => Math.min(count, 255)),
      sessions: new Int32Array(together.length),
      sessionPeople: new Uint8Array(together.length),
      baskets: Int32Array.from(popularity, Math.ceil),
      basketTotal: Math.ceil(popularity.reduce((sum, count) => sum + count, 0)),
    },
    graph: normaliseSymmetric({ ...graph, values: graph.values.slice() }),
    context: {
      logPopularity: Float32Array.from(popularity, Math.log),
      logDemand: Float32Array.from(popularity, Math.log),
      eligible: new Uint8Array(products).fill(1),
      categoryOf,
      brandOf: Int32Array.from({ length: products }, () => (uniform() < 0.5 ? Math.floor(2000 * uniform()) : -1)),
      categories,
      lift: categoryLift(graph, categoryOf, categories),
      categoryGroups: Int32Array.from({ length: categories }, (_, category) => category),
    },
    model: { prior: { affinity: 9, popularity: 0.8, categoryLift: 0.7, sameBrand: 1.2 }, kappa: 16, gamma: 0.5 },
    relations: Array.from({ length: categories }, () => []),
    candidates: 250,
  };
  return { inputs, embeddings: clusteredRows(categoryOf, dimension, uniform) };
}

/** 40 neighbours drawn for each product, popular ones more often, and every edge in both directions. */
function neighbourGraph(products: number, uniform: () => number): Csr {
  const drawn = 40;
  const sources = Int32Array.from({ length: products * drawn }, (_, e) => Math.floor(e / drawn));
  const targets = sources.map((source) => (source + 1 + Math.floor((products - 1) * uniform() ** 1.5)) % products);
  const weights = Float32Array.from(sources, () => 0.25 + 3 * uniform() ** 4);
  const once = csrFromEdges({ rows: products, width: products, sources, targets, values: weights, combine: Math.max });
  const rows = Int32Array.from({ length: once.columns.length });
  for (let r = 0; r < products; r++) rows.fill(r, once.offsets[r], once.offsets[r + 1]);
  return symmetrise(products, rows, once.columns, once.values);
}

function clusteredRows(categoryOf: Int32Array, dimension: number, uniform: () => number): Float32Array {
  const centres = Float32Array.from({ length: categories * dimension }, () => uniform() - 0.5);
  const rows = new Float32Array(categoryOf.length * dimension);
  categoryOf.forEach((category, p) => {
    let squares = 0;
    for (let i = 0; i < dimension; i++) {
      const x = centres[category * dimension + i] + 2 * (uniform() - 0.5);
      rows[p * dimension + i] = x;
      squares += x * x;
    }
    for (let i = 0; i < dimension; i++) rows[p * dimension + i] /= Math.sqrt(squares);
  });
  return rows;
}

function uniformNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

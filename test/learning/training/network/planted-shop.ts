import { liftOf } from '../../cooccurrence/dense-lift.js';
import { formBaskets, gatherEvidence } from '../../../../src/learning/cooccurrence/index.js';
import { itemGraph, normaliseSymmetric } from '../../../../src/learning/propagation/index.js';
import type { Csr } from '../../../../src/core/numerics/index.js';
import { bagOfAttributes, type TrainingData } from '../../../../src/learning/training/index.js';
import { numbers } from '../../propagation/naive-propagation.js';

const categories = 6;

/** A shop whose products go together by theme: product p is the one of theme p / 6 in category p % 6. */
export interface PlantedShop {
  readonly data: TrainingData;
  readonly themeOf: (product: number) => number;
}

/**
 * Baskets of two products of a theme and one of any; products of categories 0 and 1 are never drawn for one theme's
 * basket together, so that they are linked only through the other four.
 */
export function plantedShop(themes: number, basketsPerTheme: number, seed: number): PlantedShop {
  const next = numbers(seed);
  const pick = (limit: number): number => Math.floor(next() * limit);
  const products = themes * categories;
  const basket: number[] = [];
  const product: number[] = [];
  for (let b = 0; b < themes * basketsPerTheme; b++) {
    const theme = b % themes;
    const first = pick(categories);
    let second = pick(categories - 1);
    if (second >= first) second++;
    if (first + second === 1) second = 2 + pick(4);
    const other = pick(products);
    const kept = Math.floor(other / categories) === theme ? [] : [other];
    for (const p of [theme * categories + first, theme * categories + second, ...kept]) {
      basket.push(b);
      product.push(p);
    }
  }
  const baskets = formBaskets(
    {
      basket: Int32Array.from(basket),
      product: Int32Array.from(product),
      kind: new Uint8Array(basket.length),
      basketTime: new Float64Array(themes * basketsPerTheme).fill(NaN),
    },
    products,
    { kindWeights: [1], countedKinds: [0], halfLifeDays: 180 },
  );
  const evidence = gatherEvidence(baskets, {
    damping: 0.5,
    halfLifeDays: 180,
    distance: 0,
    keep: 500,
    largestBasket: 500,
  });
  return { data: shopData(products, evidence.pairs, normaliseSymmetric(itemGraph(evidence, 40))), themeOf };
}

function themeOf(product: number): number {
  return Math.floor(product / categories);
}

function shopData(products: number, evidence: Csr, graph: Csr): TrainingData {
  const categoryOf = Int32Array.from({ length: products }, (_, p) => p % categories);
  return {
    productIds: Array.from({ length: products }, (_, p) => `product-${p}`),
    attributes: bagOfAttributes(products, [
      { kind: 'category', weight: 0.5, leastProducts: 1, of: (p) => [String(categoryOf[p])] },
    ]),
    graph,
    evidence,
    eligible: new Uint8Array(products).fill(1),
    logPopularity: new Float32Array(products).fill(1),
    categoryOf,
    categories,
    categoryGroups: Int32Array.from({ length: categories }, (_, c) => c),
    lift: liftOf(new Float32Array(categories ** 2), categories),
  };
}

/**
 * Share of the planted pairs (x, y) that `wanted` names which are found among the ten products of other categories
 * nearest to x.
 */
export function plantedRecall(
  { data, themeOf: theme }: PlantedShop,
  embeddings: Float32Array,
  dimension: number,
  wanted: (x: number, y: number) => boolean,
): number {
  const { categoryOf, productIds } = data;
  const row = (p: number): Float32Array => embeddings.subarray(p * dimension, (p + 1) * dimension);
  let found = 0;
  let planted = 0;
  for (let x = 0; x < productIds.length; x++) {
    const cosines = productIds.map((_, y) => row(x).reduce((sum, value, i) => sum + value * row(y)[i], 0));
    const near = productIds
      .map((_, y) => y)
      .filter((y) => categoryOf[y] !== categoryOf[x])
      .sort((a, b) => cosines[b] - cosines[a])
      .slice(0, 10);
    for (let y = 0; y < productIds.length; y++) {
      if (x === y || theme(x) !== theme(y) || !wanted(x, y)) continue;
      planted++;
      if (near.includes(y)) found++;
    }
  }
  return found / planted;
}

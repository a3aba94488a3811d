import { liftOf } from '../../cooccurrence/dense-lift.js';
import { csrFromEdges, type Csr } from '../../../../src/core/numerics/index.js';
import { normaliseSymmetric, withSelfLoops } from '../../../../src/learning/propagation/index.js';
import {
  bagOfAttributes,
  defaultTrainingConfig,
  type TrainingConfig,
  type TrainingData,
} from '../../../../src/learning/training/index.js';
import type { LayerKind } from '../../../../src/learning/onnx/index.js';
import { numbers } from '../../propagation/naive-propagation.js';

/** Small settings for tests. */
export const smallConfig: TrainingConfig = {
  ...defaultTrainingConfig,
  dimension: 8,
  steps: 20,
  batchSize: 16,
  validateEvery: 0,
};

/**
 * A shop of `products` in `categories` categories and brands of no order, in which product 0 goes with all others (a hub
 * of more than 256 neighbours where there are that many) and the last one with none.
 */
export function randomShop(
  products: number,
  categories: number,
  edges: number,
  seed: number,
  layer: LayerKind,
): TrainingData {
  const next = numbers(seed);
  const pick = (limit: number): number => Math.floor(next() * limit);
  const sources: number[] = [];
  const targets: number[] = [];
  const add = (a: number, b: number): void => {
    sources.push(a, b);
    targets.push(b, a);
  };
  for (let p = 1; p < products - 1; p++) add(0, p);
  for (let e = 0; e < edges; e++) {
    const [a, b] = [pick(products - 1), pick(products - 1)];
    if (a !== b) add(a, b);
  }
  const evidence = csrFromEdges({
    rows: products,
    width: products,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
  });
  const copy: Csr = { ...evidence, values: evidence.values.slice() };
  const categoryOf = Int32Array.from({ length: products }, () => pick(categories));
  const brandOf = Int32Array.from({ length: products }, () => pick(5));
  return {
    productIds: Array.from({ length: products }, (_, p) => `product-${p}`),
    attributes: bagOfAttributes(products, [
      { kind: 'category', weight: 0.5, leastProducts: 1, of: (p) => [`${categoryOf[p]}`, 'all'] },
      { kind: 'brand', weight: 1, leastProducts: 1, of: (p) => [`${brandOf[p]}`] },
    ]),
    graph: normaliseSymmetric(layer === 'lightgcn' ? copy : withSelfLoops(copy)),
    evidence,
    eligible: Uint8Array.from({ length: products }, (_, p) => (p < products - 1 ? 1 : 0)),
    logPopularity: Float32Array.from({ length: products }, () => Math.log(2 + pick(50))),
    categoryOf,
    categories,
    categoryGroups: Int32Array.from({ length: categories }, (_, c) => c),
    lift: liftOf(
      Float32Array.from({ length: categories ** 2 }, () => 2 * next() - 1),
      categories,
    ),
  };
}

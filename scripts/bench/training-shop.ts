import { basketWeightSums, categoryLift, formBaskets, gatherEvidence } from '../../src/learning/cooccurrence/index.js';
import { groupCategories, pathToRoot } from '../../src/shop/index.js';
import { itemGraph, normaliseSymmetric, withSelfLoops } from '../../src/learning/propagation/index.js';
import { noProgress } from '../../src/core/index.js';
import { bagOfAttributes, type TrainingData } from '../../src/learning/training/index.js';
import type { LayerKind } from '../../src/learning/onnx/index.js';
import { readShop } from '../../src/shop/index.js';

/** Training data of a shop in canonical files, with an embedding's usual settings. */
export async function trainingShop(directory: string, layer: LayerKind): Promise<TrainingData> {
  const { shop } = await readShop([directory], noProgress);
  const { products, categories } = shop.catalogue;
  const count = products.ids.length;
  const baskets = formBaskets(shop.interactions, count, {
    kindWeights: [1, 0.75, 0.5, 0.25],
    countedKinds: [0, 1],
    halfLifeDays: 180,
  });
  const evidence = gatherEvidence(baskets, {
    damping: 0.5,
    halfLifeDays: 180,
    distance: 0,
    keep: 500,
    largestBasket: 500,
  });
  const pruned = itemGraph(evidence, 40);
  const popularity = basketWeightSums(baskets);
  return {
    productIds: products.ids,
    attributes: bagOfAttributes(count, [
      {
        kind: 'category',
        weight: 0.5,
        leastProducts: 1,
        of: (p) => pathToRoot(categories, products.categories[p]).map((c) => categories.ids[c]),
      },
      { kind: 'brand', weight: 1, leastProducts: 2, of: (p) => [products.brands[p] ?? ''].filter((b) => b !== '') },
    ]),
    graph: normaliseSymmetric(layer === 'lightgcn' ? pruned : withSelfLoops(pruned)),
    evidence: evidence.pairs,
    eligible: Uint8Array.from(popularity, (sum, p) => (sum > 0 && products.categories[p] >= 0 ? 1 : 0)),
    logPopularity: Float32Array.from(popularity, (sum) => Math.log(sum + 1)),
    categoryOf: products.categories,
    categories: categories.ids.length,
    categoryGroups: groupCategories(categories, 'leaf'),
    lift: categoryLift(evidence.pairs, products.categories, categories.ids.length),
  };
}

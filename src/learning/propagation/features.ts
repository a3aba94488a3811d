import { addScaled } from '../../core/numerics/index.js';
import { randomBits, randomKey } from '../../core/index.js';

/** What is known of each product beside its edges, by row. */
export interface FeatureNodes {
  readonly ids: readonly string[];
  /** Degree of each product in the graph, in whatever unit `degreePower` was chosen for. */
  readonly degree: ArrayLike<number>;
  /** Categories of a product from its leaf to the root; empty where unknown. */
  readonly categoryPath: (row: number) => readonly string[];
  readonly brand: (row: number) => string | undefined;
}

export interface FeatureConfig {
  /** Length of a product's vector. */
  readonly dimension: number;
  readonly seed: number;
  /** s: one entry in s of a random vector is not zero (Achlioptas: 3). */
  readonly sparsity: number;
  /** Weight of the product's own vector, before degree^degreePower. */
  readonly identity: number;
  /** β of FastRP: below 0, hubs count less in the sums that propagation makes. */
  readonly degreePower: number;
  /** Weight of the leaf category's vector; each step towards the root halves it. */
  readonly category: number;
  readonly brand: number;
}

/**
 * Untrained input features [ids.length, dimension]: sums of very sparse random vectors.
 *
 * Propagating the products' own vectors gives FastRP (Chen et al., CIKM 2019); vectors of categories and brand place a
 * product beside its like, also one that nobody bought (degree 0: its own vector, which is noise to all others, is
 * left out). Each random vector has entries ±√(s/d) with probability 1/(2s) each and 0 otherwise (Achlioptas 2003), so
 * its expected squared length is 1. Vectors are drawn by id: a product's row does not depend on the other rows.
 */
export function inputFeatures(nodes: FeatureNodes, config: FeatureConfig): Float32Array {
  const { dimension } = config;
  const features = new Float32Array(nodes.ids.length * dimension);
  const shared = new Map<string, Float32Array>();
  const sharedVector = (key: string): Float32Array => {
    let vector = shared.get(key);
    if (vector === undefined) {
      vector = new Float32Array(dimension);
      addRandomVector(vector, key, 1, config);
      shared.set(key, vector);
    }
    return vector;
  };
  for (let row = 0; row < nodes.ids.length; row++) {
    const target = features.subarray(row * dimension, (row + 1) * dimension);
    const degree = nodes.degree[row];
    if (degree > 0) {
      addRandomVector(target, `product:${nodes.ids[row]}`, config.identity * degree ** config.degreePower, config);
    }
    let weight = config.category;
    for (const category of nodes.categoryPath(row)) {
      addScaled(target, weight, sharedVector(`category:${category}`), 0);
      weight /= 2;
    }
    const brand = nodes.brand(row);
    if (brand !== undefined) addScaled(target, config.brand, sharedVector(`brand:${brand}`), 0);
  }
  return features;
}

function addRandomVector(target: Float32Array, id: string, weight: number, config: FeatureConfig): void {
  const { dimension, seed, sparsity } = config;
  if (weight === 0) return;
  const key = randomKey(seed, id);
  const entry = weight * Math.sqrt(sparsity / dimension);
  const nonZero = 2 ** 32 / sparsity;
  for (let column = 0; column < dimension; column++) {
    const bits = randomBits(key, column);
    if (bits < nonZero) target[column] += bits < nonZero / 2 ? entry : -entry;
  }
}

import { addScaled, euclideanLength, orderedInnerProduct } from '../../core/numerics/index.js';
import { randomKey, randomNormal } from '../../core/index.js';
import { layerCount, type EncoderConfig } from './encoder-config.js';

/** One row-major [dimension, dimension] matrix per layer; none for LightGCN, which has no kernels. */
export type Kernels = readonly Float32Array[];

/** Inner products of unit vectors lie in [-1, 1]; times 4 they move attention without letting one neighbour rule. */
const untrainedSharpness = 4;

/** Kernels of an encoder that was not trained, chosen so that its embeddings keep the features' geometry. */
export function untrainedKernels(config: EncoderConfig): Kernels {
  const layers = Array.from({ length: layerCount(config) }, (_, layer) => layer);
  switch (config.layer) {
    case 'lightgcn':
      return [];
    case 'attention':
      return layers.map(() => scaledIdentity(config.dimension, untrainedSharpness));
    case 'gcn':
      return layers.map((layer) => (layer === 0 ? mirroredProjection(config) : mirroredIdentity(config.dimension)));
  }
}

function scaledIdentity(dimension: number, scale: number): Float32Array {
  const kernel = new Float32Array(dimension * dimension);
  for (let i = 0; i < dimension; i++) kernel[i * dimension + i] = scale;
  return kernel;
}

/*
 * "Looks-linear" kernels (Balduzzi et al., ICML 2017) for a network with ReLU: the first layer projects x on half the
 * dimensions and mirrors the result, so ReLU keeps it as the pair (u⁺, u⁻); later layers take u = u⁺ - u⁻ and mirror
 * again. No sign is lost, and the network starts as the linear propagation of u.
 */

/** [P, -P], the columns of P orthonormal. */
function mirroredProjection({ dimension, seed }: EncoderConfig): Float32Array {
  const half = dimension / 2;
  const columns = orthonormalColumns(dimension, half, seed);
  const kernel = new Float32Array(dimension * dimension);
  for (let row = 0; row < dimension; row++) {
    for (let c = 0; c < half; c++) {
      kernel[row * dimension + c] = columns[c][row];
      kernel[row * dimension + half + c] = -columns[c][row];
    }
  }
  return kernel;
}

/** [[I, -I], [-I, I]]. */
function mirroredIdentity(dimension: number): Float32Array {
  const half = dimension / 2;
  const kernel = new Float32Array(dimension * dimension);
  for (let row = 0; row < dimension; row++) {
    const own = row % half;
    kernel[row * dimension + own] = row < half ? 1 : -1;
    kernel[row * dimension + half + own] = row < half ? -1 : 1;
  }
  return kernel;
}

/** `count` random orthonormal vectors of length `size`, by modified Gram–Schmidt in float64. */
function orthonormalColumns(size: number, count: number, seed: number): readonly Float64Array[] {
  const columns: Float64Array[] = [];
  for (let c = 0; c < count; c++) {
    const key = randomKey(seed, `kernel:${c}`);
    const column = Float64Array.from({ length: size }, (_, i) => randomNormal(key, i));
    for (const earlier of columns) addScaled(column, -orderedInnerProduct(column, 0, earlier, 0, size), earlier, 0);
    const length = euclideanLength(column, 0, size);
    columns.push(column.map((x) => x / length));
  }
  return columns;
}

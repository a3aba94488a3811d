import { TopK, csrFromEdges, type Csr } from '../../core/numerics/index.js';
import type { Evidence } from '../cooccurrence/index.js';

/**
 * The item graph that the network propagates over: for each product its `keep` strongest neighbours by the cosine-like
 * strength C[x, y] / √(|C[x]| |C[y]|), and each edge in both directions with that strength.
 *
 * Neighbours of the product's own category are kept: they carry what similar products were bought with.
 */
export function itemGraph({ pairs, mass }: Evidence, keep: number): Csr {
  const { rows, offsets, columns, values } = pairs;
  const most = Math.min(columns.length, rows * keep);
  const sources = new Int32Array(most);
  const targets = new Int32Array(most);
  const weights = new Float32Array(most);
  const strongest = new TopK(keep, -Infinity);
  let edges = 0;
  let strength = new Float64Array(1024);
  for (let x = 0; x < rows; x++) {
    const start = offsets[x];
    const length = offsets[x + 1] - start;
    if (length > strength.length) strength = new Float64Array(2 * length);
    for (let i = 0; i < length; i++) {
      strength[i] = values[start + i] / Math.sqrt(mass[x] * mass[columns[start + i]]);
    }
    for (const i of strongest.ascending(strength.subarray(0, length))) {
      sources[edges] = x;
      targets[edges] = columns[start + i];
      weights[edges++] = strength[i];
    }
  }
  return symmetrise(rows, sources.subarray(0, edges), targets.subarray(0, edges), weights.subarray(0, edges));
}

/** The union of the edges with their reverse; where both stand, the weight once (both are equal, or the greater). */
export function symmetrise(rows: number, sources: Int32Array, targets: Int32Array, weights: Float32Array): Csr {
  const edges = sources.length;
  const bothSources = new Int32Array(2 * edges);
  const bothTargets = new Int32Array(2 * edges);
  const bothWeights = new Float32Array(2 * edges);
  bothSources.set(sources);
  bothSources.set(targets, edges);
  bothTargets.set(targets);
  bothTargets.set(sources, edges);
  bothWeights.set(weights);
  bothWeights.set(weights, edges);
  return csrFromEdges({
    rows,
    width: rows,
    sources: bothSources,
    targets: bothTargets,
    values: bothWeights,
    combine: Math.max,
  });
}

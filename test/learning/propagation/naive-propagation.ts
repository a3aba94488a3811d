import { csrFromEdges, type Csr } from '../../../src/core/numerics/index.js';
import { normaliseSymmetric, withSelfLoops } from '../../../src/learning/propagation/index.js';
import type { EncoderConfig, Kernels } from '../../../src/learning/propagation/index.js';

/** A deterministic stream of numbers in [0, 1): Park and Miller's generator. */
export function numbers(seed: number): () => number {
  let state = (seed % 2147483646) + 1;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

export function randomRows(rows: number, dimension: number, seed: number): Float32Array {
  const next = numbers(seed);
  return Float32Array.from({ length: rows * dimension }, () => next() * 2 - 1);
}

/**
 * A symmetric normalised graph with a long tail, in which the last node has no edge and, with `hub`, node 0 is tied to
 * all the others.
 */
export function randomGraph(rows: number, edges: number, seed: number, selfLoops = false, hub = true): Csr {
  const next = numbers(seed);
  const sources: number[] = [];
  const targets: number[] = [];
  const add = (a: number, b: number): void => {
    sources.push(a, b);
    targets.push(b, a);
  };
  if (hub) for (let node = 1; node < rows - 1; node++) add(0, node);
  for (let e = 0; e < edges; e++) {
    // Squared, so that low nodes have many neighbours and high nodes few.
    const a = Math.floor(next() ** 2 * (rows - 1));
    const b = Math.floor(next() * (rows - 1));
    if (a !== b) add(a, b);
  }
  const graph = csrFromEdges({
    rows,
    width: rows,
    sources: Int32Array.from(sources),
    targets: Int32Array.from(targets),
  });
  return normaliseSymmetric(selfLoops ? withSelfLoops(graph) : graph);
}

/** The embeddings by the formulas, in float64 and without ONNX, blocks or buckets. */
export function naiveEncode(graph: Csr, features: Float32Array, config: EncoderConfig, kernels: Kernels): Float64Array {
  const { dimension: d, layer } = config;
  let h = Array.from({ length: graph.rows }, (_, r) => Array.from(features.subarray(r * d, (r + 1) * d)));
  const mixed = h.map((row) => mix(row, config, 0));
  for (let l = 0; l + 1 < config.layerWeights.length; l++) {
    if (layer === 'attention') h = h.map(unit);
    const before = h;
    h = before.map((own, row) => {
      const entries = Array.from({ length: graph.offsets[row + 1] - graph.offsets[row] }, (_, i) => {
        const e = graph.offsets[row] + i;
        return { weight: graph.values[e], state: before[graph.columns[e]] };
      });
      if (layer === 'attention') return attend(own, entries, kernels[l], d);
      const sum = weightedSum(entries, d);
      return layer === 'gcn' ? multiply(sum, kernels[l], d).map((x) => Math.max(0, x)) : sum;
    });
    mixed.forEach((row, r) => {
      mix(h[r], config, l + 1).forEach((x, i) => (row[i] += x));
    });
  }
  return Float64Array.from(mixed.flatMap(unit));
}

interface Entry {
  readonly weight: number;
  readonly state: readonly number[];
}

function attend(own: readonly number[], entries: readonly Entry[], bilinear: Float32Array, d: number): number[] {
  const query = multiply(own, bilinear, d);
  const scored = entries.map(({ weight, state }) => ({ weight: weight * Math.exp(dot(query, state)), state }));
  const total = scored.reduce((sum, { weight }) => sum + weight, 0);
  return weightedSum(
    scored.map(({ weight, state }) => ({ weight: weight / total, state })),
    d,
  );
}

function weightedSum(entries: readonly Entry[], d: number): number[] {
  const sum = new Array<number>(d).fill(0);
  for (const { weight, state } of entries) state.forEach((x, i) => (sum[i] += weight * x));
  return sum;
}

function multiply(row: readonly number[], kernel: Float32Array, d: number): number[] {
  return row.map((_, column) => row.reduce((sum, x, i) => sum + x * kernel[i * d + column], 0));
}

function mix(row: readonly number[], { layerWeights, normaliseLayers }: EncoderConfig, layer: number): number[] {
  return (normaliseLayers ? unit(row) : row).map((x) => layerWeights[layer] * x);
}

function unit(row: readonly number[]): number[] {
  const length = Math.sqrt(dot(row, row));
  return row.map((x) => (length > 0 ? x / length : 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0);
}

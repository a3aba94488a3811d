import type { Csr } from '../../core/numerics/index.js';

/** The part of a graph that the seeds' embeddings depend on. */
export interface Subgraph {
  /** Subgraph node → node of the whole graph, ascending. */
  readonly nodes: Int32Array;
  /** Subgraph node of each seed, in the order of the seeds. */
  readonly seeds: Int32Array;
  readonly adjacency: Csr;
}

/**
 * The closure of `seeds` under `hops` steps along `adjacency`, with the rows that `hops` propagation layers need.
 *
 * Rows of nodes nearer than `hops` are whole, with the whole graph's (normalised) weights, so each seed's result after
 * `hops` layers equals the whole graph's. Rows of the outermost nodes are empty: only their input features are read.
 */
export function kHopClosure(adjacency: Csr, seeds: Int32Array, hops: number): Subgraph {
  const { offsets, columns, values } = adjacency;
  const distance = new Int8Array(adjacency.rows).fill(-1);
  let frontier: number[] = [];
  for (const seed of seeds) {
    if (distance[seed] < 0) frontier.push(seed);
    distance[seed] = 0;
  }
  let found = frontier.length;
  for (let hop = 1; hop <= hops; hop++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        if (distance[columns[e]] >= 0) continue;
        distance[columns[e]] = hop;
        next.push(columns[e]);
      }
    }
    found += next.length;
    frontier = next;
  }

  const nodes = new Int32Array(found);
  const local = new Int32Array(adjacency.rows).fill(-1);
  let entries = 0;
  for (let node = 0, n = 0; node < adjacency.rows; node++) {
    if (distance[node] < 0) continue;
    local[node] = n;
    nodes[n++] = node;
    if (distance[node] < hops) entries += offsets[node + 1] - offsets[node];
  }
  const subOffsets = new Float64Array(found + 1);
  const subColumns = new Int32Array(entries);
  const subValues = new Float32Array(entries);
  let write = 0;
  for (let n = 0; n < found; n++) {
    const node = nodes[n];
    if (distance[node] < hops) {
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        subColumns[write] = local[columns[e]];
        subValues[write++] = values[e];
      }
    }
    subOffsets[n + 1] = write;
  }
  return {
    nodes,
    seeds: seeds.map((seed) => local[seed]),
    adjacency: { rows: found, width: found, offsets: subOffsets, columns: subColumns, values: subValues },
  };
}

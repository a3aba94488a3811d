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
  const distance = hopDistances(adjacency, seeds, hops);
  const nodes = Int32Array.from(distance.keys()).filter((node) => distance[node] >= 0);
  const local = new Int32Array(adjacency.rows).fill(-1);
  nodes.forEach((node, n) => (local[node] = n));
  const isInner = (node: number): boolean => distance[node] < hops;
  return { nodes, seeds: seeds.map((seed) => local[seed]), adjacency: innerRows(adjacency, nodes, local, isInner) };
}

/** Steps from the nearest seed to each node, -1 where there are more than `hops`. */
function hopDistances({ rows, offsets, columns }: Csr, seeds: Int32Array, hops: number): Int8Array {
  const distance = new Int8Array(rows).fill(-1);
  for (const seed of seeds) distance[seed] = 0;
  let frontier: readonly number[] = [...new Set(seeds)];
  for (let hop = 1; hop <= hops; hop++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (let e = offsets[node]; e < offsets[node + 1]; e++) {
        if (distance[columns[e]] >= 0) continue;
        distance[columns[e]] = hop;
        next.push(columns[e]);
      }
    }
    frontier = next;
  }
  return distance;
}

/** The rows of `nodes` over `nodes`, but empty ones for those that are not inner. */
function innerRows(
  { offsets, columns, values }: Csr,
  nodes: Int32Array,
  local: Int32Array,
  isInner: (node: number) => boolean,
): Csr {
  const ends = new Float64Array(nodes.length + 1);
  nodes.forEach((node, n) => {
    ends[n + 1] = ends[n] + (isInner(node) ? offsets[node + 1] - offsets[node] : 0);
  });
  const subColumns = new Int32Array(ends[nodes.length]);
  const subValues = new Float32Array(ends[nodes.length]);
  nodes.forEach((node, n) => {
    for (let write = ends[n], e = offsets[node]; write < ends[n + 1]; write++, e++) {
      subColumns[write] = local[columns[e]];
      subValues[write] = values[e];
    }
  });
  return { rows: nodes.length, width: nodes.length, offsets: ends, columns: subColumns, values: subValues };
}

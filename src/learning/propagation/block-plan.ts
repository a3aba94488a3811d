import { rowLength, type Csr } from '../../core/numerics/index.js';

/** Rows `start … start + rows - 1` of the plan's order, each padded to `width` neighbours. */
export interface PlanBlock {
  readonly start: number;
  readonly rows: number;
  readonly width: number;
}

/**
 * An order of the nodes by degree bucket and the blocks in which one propagation layer is computed.
 *
 * Nodes of like degree stand together, so a block is a dense [rows, width] array of neighbours with little padding and its
 * result is a contiguous part of the next layer.
 */
export interface PropagationPlan {
  /** position → node */
  readonly order: Int32Array;
  /** node → position */
  readonly position: Int32Array;
  readonly blocks: readonly PlanBlock[];
  /** The largest `rows * width` of a block: the size of the scratch arrays. */
  readonly slots: number;
}

/** Widths up to 256; a wider row gets the next multiple of 256. Pads real graphs by 9 to 15 %. */
export const BUCKET_WIDTHS = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256] as const;
const WIDEST = 256;

/**
 * The padded width of a row of `degree` neighbours. It depends on the degree alone, so that a node is computed with the
 * same additions, bit for bit, in the whole graph and in a subgraph that holds all its neighbours.
 */
export function bucketWidth(degree: number): number {
  if (degree > WIDEST) return Math.ceil(degree / WIDEST) * WIDEST;
  return BUCKET_WIDTHS.find((width) => width >= degree) ?? WIDEST;
}

/**
 * Plans the propagation over `adjacency` in blocks of at most `maxSlots` neighbour slots (a single wider row is a block of
 * its own). Within a bucket nodes keep their order.
 */
export function planPropagation(adjacency: Csr, maxSlots = 16_384): PropagationPlan {
  const { rows } = adjacency;
  const byWidth = new Map<number, number>();
  const widths = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    const width = bucketWidth(rowLength(adjacency, r));
    widths[r] = width;
    byWidth.set(width, (byWidth.get(width) ?? 0) + 1);
  }
  const blocks: PlanBlock[] = [];
  const next = new Map<number, number>();
  let start = 0;
  for (const [width, count] of [...byWidth].sort((a, b) => a[0] - b[0])) {
    next.set(width, start);
    const perBlock = Math.max(1, Math.floor(maxSlots / width));
    for (let done = 0; done < count; done += perBlock) {
      blocks.push({ start: start + done, rows: Math.min(perBlock, count - done), width });
    }
    start += count;
  }
  const order = new Int32Array(rows);
  const position = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    const at = next.get(widths[r]) ?? 0;
    next.set(widths[r], at + 1);
    order[at] = r;
    position[r] = at;
  }
  return { order, position, blocks, slots: blocks.reduce((most, b) => Math.max(most, b.rows * b.width), 0) };
}

/**
 * The plans of a bipartite matrix and of its transpose: each states its rows in its own order and names its columns by their
 * place in the order of the other, so that a result of one product is an operand of the other as it stands.
 *
 * `position` of either plan belongs to its columns.
 */
export function planBipartite(
  matrix: Csr,
  transposed: Csr,
  maxSlots?: number,
): { readonly forward: PropagationPlan; readonly backward: PropagationPlan } {
  const rows = planPropagation(matrix, maxSlots);
  const columns = planPropagation(transposed, maxSlots);
  return {
    forward: { ...rows, position: columns.position },
    backward: { ...columns, position: rows.position },
  };
}

/**
 * Writes a block's neighbours (as positions, not nodes) and weights into the first `rows * width` places of two scratch
 * arrays. A padding slot has weight 0 and points at the row itself, or, where a matrix has fewer columns, at the last one.
 */
export function fillBlock(
  adjacency: Csr,
  plan: PropagationPlan,
  block: PlanBlock,
  neighbours: Int32Array,
  weights: Float32Array,
): void {
  const { offsets, columns, values } = adjacency;
  const { order, position } = plan;
  const { start, rows, width } = block;
  let write = 0;
  for (let p = start; p < start + rows; p++) {
    const row = order[p];
    const end = write + width;
    const filler = Math.min(p, adjacency.width - 1);
    const last = offsets[row + 1];
    for (let e = offsets[row]; e < last; e++) {
      neighbours[write] = position[columns[e]];
      weights[write++] = values[e];
    }
    // A plain loop: most rows need a few slots, and two calls of fill cost more than that.
    for (; write < end; write++) {
      neighbours[write] = filler;
      weights[write] = 0;
    }
  }
}

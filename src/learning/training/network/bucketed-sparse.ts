import { BUCKET_WIDTHS } from '../../propagation/index.js';
import type { Csr } from '../../../core/numerics/index.js';

const WIDEST = BUCKET_WIDTHS[BUCKET_WIDTHS.length - 1];

/**
 * A sparse matrix as the training graphs read it: rows cut into pieces of at most 256 entries, pieces of like length in
 * buckets, each piece padded to its bucket's width.
 */
export interface BucketedSparse {
  readonly rows: number;
  /** Buckets one after another, each row-major [pieces, width]; a padding slot has weight 0. */
  readonly neighbours: Int32Array;
  readonly weights: Float32Array;
  /** Row of each piece. */
  readonly owners: Int32Array;
  /** Of each bucket: its slots, its pieces (at least one), and the chunks of equally many pieces that it is gone through in. */
  readonly bucketSlots: BigInt64Array;
  readonly bucketPieces: BigInt64Array;
  readonly bucketChunks: BigInt64Array;
  /** [hubs, mostPieces]: the pieces of rows that were cut; padding has weight 0. At least one row. */
  readonly hubPieces: Int32Array;
  readonly hubWeights: Float32Array;
  readonly mostPieces: number;
  /** Where each row's sum stands among the pieces and, behind them, the hubs. */
  readonly place: Int32Array;
}

/** Where the pieces of each bucket stand. */
interface Buckets {
  /** Of each bucket: its pieces, the chunks that they are gone through in, its first slot and its first piece. */
  readonly pieces: readonly number[];
  readonly chunks: readonly number[];
  readonly firstSlot: readonly number[];
  readonly firstPiece: readonly number[];
  readonly slots: number;
  readonly total: number;
}

/**
 * Cuts and sorts the rows of `matrix`; within a bucket rows keep their order.
 *
 * @param chunkSlots slots that are gathered at a time: what they gather should stay in a processor's cache
 */
export function bucketSparse(matrix: Csr, chunkSlots = 16_384): BucketedSparse {
  const { rows, offsets, columns, values } = matrix;
  const buckets = bucketsOf(offsets, chunkSlots);
  const { hubs, mostPieces } = hubsOf(offsets);
  const neighbours = new Int32Array(buckets.slots);
  const weights = new Float32Array(buckets.slots);
  const place = new Int32Array(rows);
  const owners = new Int32Array(buckets.total);
  const hubPieces = new Int32Array(Math.max(1, hubs) * mostPieces);
  const hubWeights = new Float32Array(hubPieces.length);
  const next = BUCKET_WIDTHS.map(() => 0);
  let hub = 0;
  for (let row = 0; row < rows; row++) {
    const count = piecesOf(offsets, row);
    for (let p = 0; p < count; p++) {
      const bucket = bucketOf(offsets, row, p);
      const at = next[bucket]++;
      const from = offsets[row] + p * WIDEST;
      const slot = buckets.firstSlot[bucket] + at * BUCKET_WIDTHS[bucket];
      for (let e = from; e < Math.min(from + WIDEST, offsets[row + 1]); e++) {
        neighbours[slot + e - from] = columns[e];
        weights[slot + e - from] = values[e];
      }
      const piece = buckets.firstPiece[bucket] + at;
      owners[piece] = row;
      place[row] = piece;
      if (count === 1) continue;
      hubPieces[hub * mostPieces + p] = piece;
      hubWeights[hub * mostPieces + p] = 1;
    }
    if (count > 1) place[row] = buckets.total + hub++;
  }
  return {
    ...{ rows, neighbours, weights, owners, hubPieces, hubWeights, mostPieces, place },
    bucketSlots: BigInt64Array.from(buckets.pieces, (count, bucket) => BigInt(count * BUCKET_WIDTHS[bucket])),
    bucketPieces: BigInt64Array.from(buckets.pieces, BigInt),
    bucketChunks: BigInt64Array.from(buckets.chunks, BigInt),
  };
}

function bucketsOf(offsets: Float64Array, chunkSlots: number): Buckets {
  const filled = BUCKET_WIDTHS.map(() => 0);
  for (let row = 0; row < offsets.length - 1; row++) {
    for (let p = 0; p < piecesOf(offsets, row); p++) filled[bucketOf(offsets, row, p)]++;
  }
  // An empty bucket gets one piece of padding, so that every tensor has rows; others get what fills their last chunk.
  const chunks = filled.map((count, bucket) => Math.max(1, Math.ceil((count * BUCKET_WIDTHS[bucket]) / chunkSlots)));
  const pieces = filled.map((count, bucket) => Math.max(1, chunks[bucket] * Math.ceil(count / chunks[bucket])));
  const firstSlot: number[] = [];
  const firstPiece: number[] = [];
  let slots = 0;
  let total = 0;
  pieces.forEach((count, bucket) => {
    firstSlot.push(slots);
    firstPiece.push(total);
    slots += count * BUCKET_WIDTHS[bucket];
    total += count;
  });
  return { pieces, chunks, firstSlot, firstPiece, slots, total };
}

/** Rows of more than one piece, and the pieces that a row has at most. */
function hubsOf(offsets: Float64Array): { readonly hubs: number; readonly mostPieces: number } {
  let hubs = 0;
  let mostPieces = 1;
  for (let row = 0; row < offsets.length - 1; row++) {
    const count = piecesOf(offsets, row);
    if (count > 1) hubs++;
    mostPieces = Math.max(mostPieces, count);
  }
  return { hubs, mostPieces };
}

/** Pieces of a row: one for an empty row too. */
function piecesOf(offsets: Float64Array, row: number): number {
  return Math.max(1, Math.ceil((offsets[row + 1] - offsets[row]) / WIDEST));
}

function bucketOf(offsets: Float64Array, row: number, piece: number): number {
  const length = Math.min(WIDEST, offsets[row + 1] - offsets[row] - piece * WIDEST);
  return BUCKET_WIDTHS.findIndex((width) => width >= length);
}

import { BUCKET_WIDTHS, bucketWidth } from '../../propagation/index.js';
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

/**
 * Cuts and sorts the rows of `matrix`; within a bucket rows keep their order.
 *
 * @param chunkSlots slots that are gathered at a time: what they gather should stay in a processor's cache
 */
export function bucketSparse(matrix: Csr, chunkSlots = 16_384): BucketedSparse {
  const { rows, offsets, columns, values } = matrix;
  const piecesOf = (row: number): number => Math.max(1, Math.ceil((offsets[row + 1] - offsets[row]) / WIDEST));
  const widthOf = (row: number, piece: number): number =>
    bucketWidth(Math.min(WIDEST, offsets[row + 1] - offsets[row] - piece * WIDEST));

  const pieces = new Map<number, number>(BUCKET_WIDTHS.map((width) => [width, 0]));
  let hubs = 0;
  let mostPieces = 1;
  for (let row = 0; row < rows; row++) {
    const count = piecesOf(row);
    if (count > 1) hubs++;
    mostPieces = Math.max(mostPieces, count);
    for (let p = 0; p < count; p++) pieces.set(widthOf(row, p), (pieces.get(widthOf(row, p)) ?? 0) + 1);
  }
  // An empty bucket gets one piece of padding, so that every tensor has rows; others get what fills their last chunk.
  const chunks = BUCKET_WIDTHS.map((width) => Math.max(1, Math.ceil(((pieces.get(width) ?? 0) * width) / chunkSlots)));
  const counts = BUCKET_WIDTHS.map((width, bucket) =>
    Math.max(1, chunks[bucket] * Math.ceil((pieces.get(width) ?? 0) / chunks[bucket])),
  );
  const firstSlot = new Map<number, number>();
  const nextPiece = new Map<number, number>();
  const firstPiece = new Map<number, number>();
  let slots = 0;
  let total = 0;
  BUCKET_WIDTHS.forEach((width, bucket) => {
    firstSlot.set(width, slots);
    firstPiece.set(width, total);
    nextPiece.set(width, 0);
    slots += counts[bucket] * width;
    total += counts[bucket];
  });

  const neighbours = new Int32Array(slots);
  const weights = new Float32Array(slots);
  const place = new Int32Array(rows);
  const owners = new Int32Array(total);
  const hubPieces = new Int32Array(Math.max(1, hubs) * mostPieces);
  const hubWeights = new Float32Array(hubPieces.length);
  let hub = 0;
  for (let row = 0; row < rows; row++) {
    const count = piecesOf(row);
    for (let p = 0; p < count; p++) {
      const width = widthOf(row, p);
      const at = nextPiece.get(width) ?? 0;
      nextPiece.set(width, at + 1);
      const from = offsets[row] + p * WIDEST;
      const length = Math.min(WIDEST, offsets[row + 1] - from);
      const slot = (firstSlot.get(width) ?? 0) + at * width;
      for (let i = 0; i < length; i++) {
        neighbours[slot + i] = columns[from + i];
        weights[slot + i] = values[from + i];
      }
      const piece = (firstPiece.get(width) ?? 0) + at;
      owners[piece] = row;
      if (count === 1) place[row] = piece;
      else {
        hubPieces[hub * mostPieces + p] = piece;
        hubWeights[hub * mostPieces + p] = 1;
      }
    }
    if (count > 1) place[row] = total + hub++;
  }
  return {
    rows,
    neighbours,
    weights,
    bucketSlots: BigInt64Array.from(counts, (count, bucket) => BigInt(count * BUCKET_WIDTHS[bucket])),
    owners,
    bucketPieces: BigInt64Array.from(counts, BigInt),
    bucketChunks: BigInt64Array.from(chunks, BigInt),
    hubPieces,
    hubWeights,
    mostPieces,
    place,
  };
}

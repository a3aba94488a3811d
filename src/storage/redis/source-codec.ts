import { AlongsideError } from '../../core/index.js';
import type { SourceList } from '../../ranking/types.js';

const ENTRY_BYTES = 10;

/** A source list as bytes: three columns one after another, products and scores with four bytes an entry, ranks with two. */
export function encodeSources({ products, scores, ranks }: SourceList): Buffer {
  return Buffer.concat(
    [products, scores, ranks].map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
  );
}

/** Reads what `encodeSources` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeSources(bytes: Buffer, where: string): SourceList {
  const count = bytes.length / ENTRY_BYTES;
  if (!Number.isInteger(count)) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The list of sources ${where} is damaged (${bytes.length} bytes). Run "alongside embed --full" to write it anew.`,
      { where },
    );
  }
  // A copy of its own: Redis replies need not be aligned to four bytes.
  const { buffer } = new Uint8Array(bytes);
  return {
    products: new Int32Array(buffer, 0, count),
    scores: new Float32Array(buffer, 4 * count, count),
    ranks: new Uint16Array(buffer, 8 * count, count),
  };
}

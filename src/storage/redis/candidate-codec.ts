import { AlongsideError } from '../../core/index.js';
import type { CandidateList } from '../../ranking/types.js';

const FORMAT = 2;
const HEADER_BYTES = 12;
const SOURCES = ['graph', 'category'] as const;
const CANDIDATE_BYTES = 21;

/**
 * A candidate list as bytes: format, length and source (uint32 each, little endian), then the columns one after another: five
 * with four bytes an entry, and people with one.
 */
export function encodeCandidates(list: CandidateList): Buffer {
  const count = list.products.length;
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + count * CANDIDATE_BYTES);
  bytes.writeUInt32LE(FORMAT, 0);
  bytes.writeUInt32LE(count, 4);
  bytes.writeUInt32LE(SOURCES.indexOf(list.source), 8);
  let at = HEADER_BYTES;
  for (const column of [list.products, list.categories, list.scores, list.together, list.through, list.people]) {
    Buffer.from(column.buffer, column.byteOffset, column.byteLength).copy(bytes, at);
    at += column.byteLength;
  }
  return bytes;
}

/** Reads what `encodeCandidates` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeCandidates(bytes: Buffer, where: string): CandidateList {
  const count = bytes.length >= HEADER_BYTES ? bytes.readUInt32LE(4) : -1;
  const source = count < 0 ? undefined : SOURCES.at(bytes.readUInt32LE(8));
  if (
    source === undefined ||
    bytes.readUInt32LE(0) !== FORMAT ||
    bytes.length !== HEADER_BYTES + count * CANDIDATE_BYTES
  ) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The candidate list ${where} is damaged (${bytes.length} bytes). Run "alongside embed --full" to write it anew.`,
      { where },
    );
  }
  // A copy of its own: Redis replies are slices of a pool and need not be aligned to four bytes.
  const { buffer } = new Uint8Array(bytes.subarray(HEADER_BYTES));
  const at = (column: number): [ArrayBuffer, number, number] => [buffer, column * count * 4, count];
  return {
    source,
    products: new Int32Array(...at(0)),
    categories: new Int32Array(...at(1)),
    scores: new Float32Array(...at(2)),
    together: new Int32Array(...at(3)),
    through: new Int32Array(...at(4)),
    people: new Uint8Array(...at(5)),
  };
}

import { AlongsideError } from '../../core/index.js';
import type { ScoreParts } from '../../ranking/types.js';

const HEADER_BYTES = 8;

/** The parts of a list's scores as bytes: the normaliser (float64, little endian), then the values (float32). */
export function encodeParts({ values, normaliser }: ScoreParts): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.byteLength);
  bytes.writeDoubleLE(normaliser, 0);
  Buffer.from(values.buffer, values.byteOffset, values.byteLength).copy(bytes, HEADER_BYTES);
  return bytes;
}

/**
 * Reads what `encodeParts` wrote.
 *
 * @param width signals of one candidate
 * @throws AlongsideError `snapshot-corrupt` on anything else
 */
export function decodeParts(bytes: Buffer, width: number, where: string): ScoreParts {
  const size = bytes.length - HEADER_BYTES;
  if (size < 0 || size % (4 * width) !== 0) {
    throw new AlongsideError(
      'snapshot-corrupt',
      `The parts of scores ${where} are damaged (${bytes.length} bytes). Run "alongside embed --full" to write them anew.`,
      { where },
    );
  }
  // A copy of its own: Redis replies need not be aligned to four bytes.
  const { buffer } = new Uint8Array(bytes.subarray(HEADER_BYTES));
  return { normaliser: bytes.readDoubleLE(0), values: new Float32Array(buffer) };
}

import { AlongsideError } from '../kernel/index.js';

/** Product numbers as bytes: uint32 each, little endian. */
export function encodeHistory(products: readonly number[]): Buffer {
  const bytes = Buffer.allocUnsafe(4 * products.length);
  products.forEach((product, i) => bytes.writeUInt32LE(product, 4 * i));
  return bytes;
}

/** Reads what `encodeHistory` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeHistory(bytes: Buffer, products: number, where: string): number[] {
  const history = Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32LE(4 * i));
  if (bytes.length % 4 === 0 && history.every((product) => product < products)) return history;
  throw new AlongsideError(
    'snapshot-corrupt',
    `The customer's history in ${where} is damaged. Run "alongside embed --full" to write it anew.`,
    { where },
  );
}

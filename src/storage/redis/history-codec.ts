import { AlongsideError } from '../../core/index.js';
import { INTERACTION_KINDS, type History } from '../../shop/index.js';

/** Bytes of an entry: the product's number as uint32, little endian, and its kind. */
const ENTRY = 5;

/** A customer's latest products and their kinds as bytes, entry by entry. */
export function encodeHistory({ products, kinds }: History): Buffer {
  const bytes = Buffer.allocUnsafe(ENTRY * products.length);
  products.forEach((product, i) => {
    bytes.writeUInt8(kinds[i], bytes.writeUInt32LE(product, ENTRY * i));
  });
  return bytes;
}

/** Reads what `encodeHistory` wrote; throws `snapshot-corrupt` on anything else. */
export function decodeHistory(bytes: Buffer, products: number, where: string): History {
  const starts = Array.from({ length: Math.floor(bytes.length / ENTRY) }, (_, i) => ENTRY * i);
  const history = {
    products: starts.map((start) => bytes.readUInt32LE(start)),
    kinds: starts.map((start) => bytes.readUInt8(start + 4)),
  };
  if (
    bytes.length % ENTRY === 0 &&
    history.products.every((product) => product < products) &&
    history.kinds.every((kind) => kind < INTERACTION_KINDS.length)
  ) {
    return history;
  }
  throw new AlongsideError(
    'snapshot-corrupt',
    `The customer's history in ${where} is damaged. Run "alongside embed --full" to write it anew.`,
    { where },
  );
}

/*
 * Hashes of 32 bits, step by step: fast, the same on every machine, and no shield against whoever looks for two inputs with
 * one hash.
 */

/** Where FNV-1a begins. */
export const FNV_BASIS = 0x811c9dc5;

/** One step of FNV-1a (Fowler, Noll and Vo), over words of up to 32 bits in place of bytes. */
export function fnvStep(hash: number, word: number): number {
  return Math.imul(hash ^ word, 0x01000193);
}

/** The finaliser of MurmurHash3 (Appleby, public domain): every bit of `value` moves every bit of the result. */
export function finaliseHash(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** One step of MurmurHash3 over a whole number from -1 on, and half of its finaliser: what is left after any step is a hash, in [0, 2^32). */
export function murmurStep(hash: number, value: number): number {
  let k = Math.imul(value + 1, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  let h = hash ^ Math.imul(k, 0x1b873593);
  h = (h << 13) | (h >>> 19);
  h = Math.imul(h, 5) + 0xe6546b64;
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h >>> 0;
}

import { createHash } from 'node:crypto';

/**
 * An order that looks random and depends on nothing but the keys and the seed: compare these texts.
 * SHA-256 of `seed:key:key…`, in hexadecimal.
 */
export function orderHash(seed: number, ...keys: readonly string[]): string {
  return digest(seed, keys).digest('hex');
}

/** A fraction in [0, 1) of the same hash: its first eight bytes over 2^64. */
export function hashFraction(seed: number, ...keys: readonly string[]): number {
  return Number(digest(seed, keys).digest().readBigUInt64BE(0)) / 2 ** 64;
}

/** The items by the order hash of their keys; equal keys keep their order. */
export function inHashOrder<T>(items: readonly T[], keysOf: (item: T) => readonly string[], seed: number): T[] {
  return items
    .map((item) => ({ item, hash: orderHash(seed, ...keysOf(item)) }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
    .map(({ item }) => item);
}

function digest(seed: number, keys: readonly string[]): ReturnType<typeof createHash> {
  return createHash('sha256').update([seed, ...keys].join(':'));
}

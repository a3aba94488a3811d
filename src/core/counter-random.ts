import { FNV_BASIS, finaliseHash, fnvStep } from './hashing.js';

/**
 * A counter-based source of random numbers: the n-th number of a key is a hash of both, so it depends on nothing that
 * was drawn before and on no order of rows.
 */
export interface RandomKey {
  readonly low: number;
  readonly high: number;
}

/** The key of `text` under `seed`: two independent 32-bit FNV-1a hashes over its UTF-16 code units. */
export function randomKey(seed: number, text: string): RandomKey {
  let low = finaliseHash(seed ^ FNV_BASIS);
  let high = finaliseHash(seed ^ 0x9e3779b9);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = fnvStep(low, unit);
    high = Math.imul(high ^ unit, 0x85ebca6b);
  }
  return { low: finaliseHash(low), high: finaliseHash(high) };
}

/** The `counter`-th number of `key`, uniform in [0, 2^32). */
export function randomBits({ low, high }: RandomKey, counter: number): number {
  return finaliseHash(low ^ finaliseHash(high + Math.imul(counter, 0x9e3779b9))) >>> 0;
}

/** The `counter`-th number of `key`, standard normal (Box and Muller), from two uniform ones. */
export function randomNormal(key: RandomKey, counter: number): number {
  const radius = Math.sqrt(-2 * Math.log((randomBits(key, 2 * counter) + 1) / 2 ** 32));
  return radius * Math.cos((2 * Math.PI * randomBits(key, 2 * counter + 1)) / 2 ** 32);
}

import type { Redis } from 'ioredis';
import { removeKeysLike } from './keys-like.js';

/** Removes every snapshot and the `live` pointer; what `alongside reset` does. Returns the number of keys removed. */
export function clearSnapshots(redis: Redis): Promise<number> {
  return removeKeysLike(redis, 'alongside:*');
}

import type { Redis } from 'ioredis';
import { TOUCHED_KEY } from './intake-keys.js';

/**
 * Ids of the products that committed changes named since somebody took them last, in one step with the commit's settlement:
 * none is missed, whatever dies when; some may stand here whose change was in the graph before.
 */
export class TouchedProducts {
  constructor(private readonly redis: Redis) {}

  count(): Promise<number> {
    return this.redis.scard(TOUCHED_KEY);
  }

  /** All of them, in ascending order; they stay until `remove`, so that who dies over them finds them again. */
  async all(): Promise<string[]> {
    return (await this.redis.smembers(TOUCHED_KEY)).sort();
  }

  /** To be called before the graph is read: what is touched from then on stands here anew. */
  async remove(productIds: readonly string[]): Promise<void> {
    if (productIds.length > 0) await this.redis.srem(TOUCHED_KEY, ...productIds);
  }
}

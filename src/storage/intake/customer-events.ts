import type { Redis } from 'ioredis';
import type { IdentifiedEvent } from '../../shop/csv/index.js';
import { readEvent } from './change.js';
import { customerKey } from './intake-keys.js';

/** The newest events of a customer that were accepted, the latest first, whether the graph has them yet or not. */
export async function customerEvents(redis: Redis, userId: string): Promise<IdentifiedEvent[]> {
  return (await redis.lrange(customerKey(userId), 0, -1)).map(readEvent);
}

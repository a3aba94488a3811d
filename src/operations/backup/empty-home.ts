import type { Redis } from 'ioredis';
import { countGraph, type GraphConnection } from '../../storage/neo4j/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import { listSnapshots } from '../../storage/redis/index.js';
import { KEYS, RULES } from './save-redis.js';

/** What a home holds that a restore would replace, in words; nothing for an empty one. */
export async function whatIsThere({
  graph,
  redis,
  models,
}: {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly models: ModelStore;
}): Promise<string[]> {
  const size = await countGraph(graph);
  const counts: readonly (readonly [number, string])[] = [
    [size.products, 'products'],
    [size.categories, 'categories'],
    [size.users, 'customers'],
    [(await listSnapshots(redis)).length, 'snapshots'],
    [await keysOf(redis, KEYS), 'keys of the API'],
    [await keysOf(redis, RULES), 'rules'],
    [(await models.list()).length, 'models'],
  ];
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count.toLocaleString('en')} ${what}`);
}

async function keysOf(redis: Redis, pattern: string): Promise<number> {
  let found = 0;
  for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) found += (keys as string[]).length;
  return found;
}

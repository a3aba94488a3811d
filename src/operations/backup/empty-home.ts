import type { Redis } from 'ioredis';
import { AlongsideError, counted } from '../../core/index.js';
import { KeyStore } from '../../serving/keys/index.js';
import { RuleBook } from '../../serving/rules/index.js';
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
  const clock = (): Date => new Date();
  const size = await countGraph(graph);
  const keys = await readable(async () => (await new KeyStore(redis, clock).list()).length);
  const rules = await readable(async () => (await new RuleBook(redis, { clock }).current()).rules.length);
  const counts: readonly (readonly [number, string, string])[] = [
    [size.products, 'product', 'products'],
    [size.categories, 'category', 'categories'],
    [size.users, 'customer', 'customers'],
    [(await listSnapshots(redis)).length, 'snapshot', 'snapshots'],
    [keys, 'key of the API', 'keys of the API'],
    [rules, 'rule', 'rules'],
    [(await models.list()).length, 'model', 'models'],
  ];
  const there = counts.filter(([count]) => count > 0).map((count) => counted(...count));
  if (keys === 0 && (await holds(redis, KEYS))) there.push('records of keys');
  if (rules === 0 && (await holds(redis, RULES))) there.push('a history of rules');
  return there;
}

/** None where what is there is damaged: a restore may be the way out. That something is there is told all the same. */
async function readable(count: () => Promise<number>): Promise<number> {
  try {
    return await count();
  } catch (error) {
    if (error instanceof AlongsideError && error.code !== 'redis-unreachable') return 0;
    throw error;
  }
}

/** A restore replaces these too, though none of them is in force any more. */
async function holds(redis: Redis, pattern: string): Promise<boolean> {
  for await (const keys of redis.scanStream({ match: pattern, count: 1000 })) {
    if ((keys as string[]).length > 0) return true;
  }
  return false;
}

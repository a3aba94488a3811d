import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { AlongsideError, type ServerConnections } from '../../core/index.js';
import { isWrongType, openRedis, removeKeysLike } from '../redis/index.js';

/** What BullMQ keeps under each name of a queue. */
const KINDS: Readonly<Record<string, string>> = {
  wait: 'list',
  paused: 'list',
  active: 'list',
  delayed: 'zset',
  prioritized: 'zset',
  'waiting-children': 'zset',
  completed: 'zset',
  failed: 'zset',
  marker: 'zset',
  repeat: 'zset',
  stalled: 'set',
  meta: 'hash',
  id: 'string',
  pc: 'string',
  events: 'stream',
};

/** A key of a queue that holds another kind of value than BullMQ keeps there. */
interface WrongKey {
  readonly key: string;
  readonly holds: string;
  readonly expected: string;
}

/**
 * Works with a queue.
 *
 * @throws AlongsideError `queue-corrupt` where one of its keys holds another kind of value than a queue does
 */
export async function withQueueChecked<Value>(
  queue: Queue,
  servers: Pick<ServerConnections, 'redis'>,
  work: (queue: Queue) => Promise<Value>,
): Promise<Value> {
  try {
    return await work(queue);
  } catch (error) {
    if (!isWrongType(error)) throw error;
    throw damaged(queue.name, await wrongKeys(queue, servers), error);
  }
}

/** Removes the keys of a queue that hold another kind of value than BullMQ keeps there, which BullMQ itself leaves. */
export async function removeWrongKeys(queue: Queue, servers: Pick<ServerConnections, 'redis'>): Promise<void> {
  const wrong = await wrongKeys(queue, servers);
  if (wrong.length === 0) return;
  await withClient(servers, (redis) => Promise.all(wrong.map(({ key }) => redis.unlink(key))));
}

/**
 * Removes what tells that a job which asks for the same waits: where the list of those that wait was lost, it names one that
 * nobody will take up, and would be found in place of each new one.
 */
export async function removeDeduplication(queue: Queue, servers: Pick<ServerConnections, 'redis'>): Promise<void> {
  await withClient(servers, (redis) => removeKeysLike(redis, queue.toKey('de:*')));
}

async function wrongKeys(queue: Queue, servers: Pick<ServerConnections, 'redis'>): Promise<WrongKey[]> {
  const found = await withClient(servers, (redis) =>
    Promise.all(
      Object.entries(KINDS).map(async ([name, expected]) => {
        const key = queue.toKey(name);
        return { key, expected, holds: await redis.type(key) };
      }),
    ),
  );
  return found.filter(({ holds, expected }) => holds !== 'none' && holds !== expected);
}

async function withClient<Value>(
  { redis: { url } }: Pick<ServerConnections, 'redis'>,
  work: (redis: Redis) => Promise<Value>,
): Promise<Value> {
  const redis = await openRedis(url);
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
}

function damaged(name: string, wrong: readonly WrongKey[], cause: unknown): AlongsideError {
  const keys = wrong.map(({ key }) => key);
  const which = wrong.map(({ key, holds, expected }) => `${key} holds a ${holds} in place of a ${expected}`).join(', ');
  const sentence =
    wrong.length === 0
      ? `A job of the queue "${name}" holds what no job does.`
      : `In Redis ${which}, so the queue "${name}" cannot be read. Remove that with redis-cli DEL, and ask again for the jobs that stood there.`;
  return new AlongsideError('queue-corrupt', sentence, { queue: name, keys: keys.join(' ') }, { cause });
}

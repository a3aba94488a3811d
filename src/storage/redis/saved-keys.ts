import type { Redis } from 'ioredis';
import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';

/** One value of Redis: a string, a field of a hash, or a member of a set or an entry of a stream. Values are base64. */
export const savedValue = z.discriminatedUnion('type', [
  z.strictObject({ key: z.string(), type: z.literal('string'), value: z.base64() }),
  z.strictObject({ key: z.string(), type: z.literal('hash'), field: z.string(), value: z.base64() }),
  z.strictObject({ key: z.string(), type: z.literal('set'), value: z.base64() }),
  z.strictObject({ key: z.string(), type: z.literal('stream'), id: z.string(), fields: z.array(z.base64()) }),
]);
export type SavedValue = z.infer<typeof savedValue>;

/** Fields of a hash that are read at once. */
const FIELDS = 500;

/**
 * What is in all keys of a pattern, keys and fields in ascending order, so that the same content gives the same values on every
 * server. Unlike what DUMP gives, an older or newer server or Valkey takes it.
 */
export async function* savedValues(redis: Redis, pattern: string): AsyncGenerator<SavedValue, void> {
  const keys = new Set<string>();
  for await (const found of redis.scanStream({ match: pattern, count: 1000 })) {
    for (const key of found as string[]) keys.add(key);
  }
  for (const key of [...keys].sort()) {
    const type = await redis.type(key);
    switch (type) {
      case 'string':
        yield* stringValue(redis, key);
        break;
      case 'hash':
        yield* hashValues(redis, key);
        break;
      case 'set':
        for (const member of (await redis.smembersBuffer(key)).sort((a, b) => a.compare(b))) {
          yield { key, type, value: member.toString('base64') };
        }
        break;
      case 'stream':
        yield* streamValues(redis, key);
        break;
      case 'none':
        break;
      default:
        throw new AlongsideError('key-type-unknown', `${key} holds a ${type}, which nothing of Alongside is.`, { key });
    }
  }
}

async function* stringValue(redis: Redis, key: string): AsyncGenerator<SavedValue, void> {
  const value = await redis.getBuffer(key);
  if (value !== null) yield { key, type: 'string', value: value.toString('base64') };
}

async function* hashValues(redis: Redis, key: string): AsyncGenerator<SavedValue, void> {
  const fields = (await redis.hkeys(key)).sort();
  for (let from = 0; from < fields.length; from += FIELDS) {
    const some = fields.slice(from, from + FIELDS);
    const values = await redis.hmgetBuffer(key, ...some);
    for (const [i, value] of values.entries()) {
      if (value !== null) yield { key, type: 'hash', field: some[i], value: value.toString('base64') };
    }
  }
}

async function* streamValues(redis: Redis, key: string): AsyncGenerator<SavedValue, void> {
  for (let from = '-'; ;) {
    const entries = await redis.xrangeBuffer(key, from, '+', 'COUNT', FIELDS);
    for (const [id, fields] of entries) {
      yield { key, type: 'stream', id: id.toString(), fields: fields.map((part) => part.toString('base64')) };
    }
    const last = entries.at(-1);
    if (last === undefined) return;
    from = `(${last[0].toString()}`;
  }
}

/** Writes values as they were read; several of one key add up. */
export async function restoreValues(redis: Redis, values: readonly SavedValue[]): Promise<void> {
  const write = redis.pipeline();
  const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');
  for (const each of values) {
    if (each.type === 'string') write.set(each.key, bytes(each.value));
    else if (each.type === 'hash') write.hset(each.key, each.field, bytes(each.value));
    else if (each.type === 'set') write.sadd(each.key, bytes(each.value));
    else write.xadd(each.key, each.id, ...each.fields.map(bytes));
  }
  const replies = await write.exec();
  const failed = replies?.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
}

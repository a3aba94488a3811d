import type { Redis } from 'ioredis';
import { isWrongType } from './redis-failure.js';
import { CHANGES_CHANNEL, LIVE_KEY, POINTERS_KEY } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';

/** The pointers that an operator sets beside `live`: a version to be looked at, and one that is asked in silence. */
export const SET_POINTERS = ['canary', 'shadow'] as const;
export type SetPointer = (typeof SET_POINTERS)[number];

/** `live` answers; `previous` is what did before it. */
export const POINTER_NAMES = ['live', 'previous', ...SET_POINTERS] as const;
export type PointerName = (typeof POINTER_NAMES)[number];

/** Which snapshot each names; null where none. */
export type Pointers = Readonly<Record<PointerName, SnapshotId | null>>;

/** All of them, as they are in one moment. A key that holds another kind of value names none. */
export async function readPointers(redis: Redis): Promise<Pointers> {
  const replies = await redis.multi().get(LIVE_KEY).hgetall(POINTERS_KEY).exec();
  const [live, others] = (replies ?? []).map(([error, value]) => {
    if (error !== null && !isWrongType(error)) throw error;
    return error === null ? value : null;
  }) as [SnapshotId | null, Readonly<Record<string, string>> | null];
  const named = (name: PointerName): SnapshotId | null => others?.[name] ?? null;
  return { live: live ?? null, previous: named('previous'), canary: named('canary'), shadow: named('shadow') };
}

/** Whether a pointer names this snapshot. */
export function isPointedAt(pointers: Pointers, id: SnapshotId): boolean {
  return POINTER_NAMES.some((name) => pointers[name] === id);
}

/**
 * Lua, so that a reader sees either all of it or nothing: `live` moves, `previous` takes its place, and all who follow are
 * told. A key of another kind is replaced.
 */
const SWITCH = `
local before = redis.pcall('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1])
if redis.call('TYPE', KEYS[2])['ok'] ~= 'hash' then redis.call('DEL', KEYS[2]) end
if type(before) == 'string' and before ~= ARGV[1] then
  redis.call('HSET', KEYS[2], 'previous', before, 'switched-at', ARGV[2])
elseif redis.call('HGET', KEYS[2], 'previous') == ARGV[1] then
  redis.call('HDEL', KEYS[2], 'previous')
end
redis.call('PUBLISH', ARGV[3], 'live')
return ARGV[1]`;

/** Moves `live`, and `previous` after it, in one step. */
export async function switchLive(redis: Redis, id: SnapshotId): Promise<void> {
  await redis.eval(SWITCH, 2, LIVE_KEY, POINTERS_KEY, id, Date.now(), CHANGES_CHANNEL);
}

/** Points at a snapshot, or at none. */
export async function setPointer(redis: Redis, name: SetPointer, id: SnapshotId | null): Promise<void> {
  const step = redis.multi();
  if (id === null) step.hdel(POINTERS_KEY, name);
  else step.hset(POINTERS_KEY, name, id);
  const replies = await step.exec();
  const failed = replies?.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
}

/** Lets go of `previous` if it was replaced so many seconds ago: who began a list on it has had that time to read on. */
export async function dropPrevious(redis: Redis, seconds: number, now = Date.now()): Promise<SnapshotId | null> {
  const [previous, at] = await redis.hmget(POINTERS_KEY, 'previous', 'switched-at');
  if (previous === null || now - Number(at) < 1000 * seconds) return null;
  await redis.hdel(POINTERS_KEY, 'previous');
  return previous;
}

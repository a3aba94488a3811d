import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { dropPrevious } from './pointers.js';
import { serversOf } from './redis-cluster.js';
import { keysOf } from './snapshot-keys.js';
import { SNAPSHOT_PARTS } from './snapshot-parts.js';

/** What a snapshot's size hangs on. */
export interface SnapshotShape {
  readonly products: number;
  readonly users: number;
  /** Candidates of each list, and of how many of them the scores' parts are kept. */
  readonly candidates: number;
  readonly explained: number;
  /** Signals of each score. */
  readonly signals: number;
  /** Products without any event that each product's second list holds at most; 0: there are no such lists. */
  readonly coldCandidates: number;
  readonly dimension: number;
  /** Bytes of all ids, titles and brands. */
  readonly texts: number;
}

/** Bytes of a hash's field beside name and value: entry, headers, rounding up. */
const FIELD = 120;
/** Bytes of a candidate in a list (`candidateList`), of a score part, of a source, and of a product in a history. */
const CANDIDATE = 38;
const PART = 4;
const SOURCE = 10;
const HISTORY = 5;
/** Sources of a product that are kept, and products of a history. */
const SOURCES = 50;
const HISTORY_PRODUCTS = 20;
/** Bytes of a card's JSON beside its texts, and of a product's numbers in the shared part. */
const CARD = 200;
const SHARED = 60;
/** Redis rounds allocations up. */
const ROUNDING = 1.15;

/** The most bytes that a snapshot takes in Redis: what `embed` checks before it writes one. */
export function mostSnapshotBytes(shape: SnapshotShape): number {
  const { products, users, candidates, explained, signals, coldCandidates, dimension, texts } = shape;
  const list = (length: number): number =>
    FIELD + CANDIDATE * length + FIELD + PART * signals * Math.min(explained, length) + FIELD + SOURCE * SOURCES;
  const product =
    list(candidates) + (coldCandidates === 0 ? 0 : list(coldCandidates)) + 2 * FIELD + CARD + SHARED + 4 * dimension;
  // Ids and titles stand in cards, numbers and the shared part.
  const all = products * product + users * (FIELD + HISTORY * HISTORY_PRODUCTS) + 3 * texts;
  return Math.round(ROUNDING * all) + 1_000_000;
}

/**
 * Lets go of the snapshot that was live before, where Redis else has no room for another, and its readers have had their time.
 *
 * @throws AlongsideError `redis-too-small` where there is no room all the same: nothing was written
 */
export async function makeRoom(redis: Redis, bytes: number, graceSeconds: number): Promise<string | undefined> {
  if ((await roomOf(redis)).left >= bytes) return undefined;
  const previous = await dropPrevious(redis, graceSeconds);
  if (previous !== null) {
    for (const key of keysOf(previous, SNAPSHOT_PARTS)) await redis.unlink(key);
    // Redis frees the memory beside.
    for (let tries = 0; tries < 20 && (await roomOf(redis)).left < bytes; tries++) await pause(100);
  }
  const { left, most } = await roomOf(redis);
  if (left >= bytes) return previous ?? undefined;
  throw new AlongsideError(
    'redis-too-small',
    `The new snapshot takes up to ${megabytes(bytes)}, and Redis has ${megabytes(left)} of ${megabytes(most)} left. Give it more memory (maxmemory), or remove snapshots that are not needed: "alongside versions" shows what each takes.`,
    { bytes, left, most },
  );
}

/** Bytes that Redis may hold, and has left; of a cluster, on the node that has most left. */
async function roomOf(redis: Redis): Promise<{ readonly left: number; readonly most: number }> {
  const rooms = await Promise.all(serversOf(redis).map(async (server) => roomIn(await server.info('memory'))));
  return rooms.reduce((best, room) => (room.left > best.left ? room : best));
}

/** By its own bound, else the machine's memory; where it says neither, nothing is known against it. */
function roomIn(info: string): { readonly left: number; readonly most: number } {
  const numberOf = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const most = numberOf('maxmemory') || numberOf('total_system_memory') || Infinity;
  return { left: Math.max(0, most - numberOf('used_memory')), most };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

import type { ChainableCommander, Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { HashWriter } from './hash-writer.js';
import { PartWriter } from './part-writer.js';
import { isPointedAt, readPointers, switchLive } from './pointers.js';
import { firstWrongCount } from './part-counts.js';
import { isWrongType } from './redis-failure.js';
import { SNAPSHOTS_KEY, draftKey, keysOf, manifestKey, snapshotKey } from './snapshot-keys.js';
import type { SnapshotId, SnapshotManifest } from './snapshot-manifest.js';
import type { PartTable } from './snapshot-part.js';
import type { NewSnapshot } from './snapshot.js';

/** Seconds after which the parts of a snapshot that was never finished go away by themselves. */
const UNFINISHED_SECONDS = 24 * 3600;

/**
 * Writes snapshots and moves `live`.
 *
 * A snapshot's name is a hash of what it is made from, so writing one again (after a killed attempt, say) writes the same
 * bytes. Nobody reads it before `live` points at it, and `live` moves in one step.
 */
export class SnapshotWriter<Parts extends PartTable> {
  constructor(
    private readonly redis: Redis,
    private readonly parts: Parts,
  ) {}

  /**
   * Writes the whole snapshot; `live` stays where it is. What stands under its name already, damaged perhaps, is replaced in
   * one step once all is written: who reads it meanwhile reads the one or the other.
   */
  async write(snapshot: NewSnapshot<Parts>, progress: ReportProgress): Promise<void> {
    const { manifest, promised, contents, readWhole } = snapshot;
    const { id } = manifest;
    await this.clearDrafts(id);
    const writer = new PartWriter(new HashWriter(this.redis, UNFINISHED_SECONDS), this.parts, snapshot, progress);
    for await (const content of contents) await writer.write(content);
    const written = await writer.end();
    const whole: SnapshotManifest = { ...manifest, ...readWhole?.(), entries: Object.assign(written, promised) };
    await this.assertComplete(whole);
    await this.putInPlace(whole);
  }

  /** Keeps a snapshot that is about to expire for so many seconds at least; leaves one that does not expire. */
  async keepFor(id: SnapshotId, seconds: number): Promise<void> {
    const left = await this.redis.ttl(manifestKey(id));
    if (left < 0 || left >= seconds) return;
    await this.expireAll(id, seconds);
  }

  /** Keeps a written snapshot for as long as a pointer names it. */
  async keep(id: SnapshotId): Promise<void> {
    const keep = this.redis.multi();
    for (const key of keysOf(id, this.parts)) keep.persist(key);
    await done(keep);
    await this.addToSet(id);
  }

  /**
   * Moves `live` to a written snapshot in one step, keeps the one before as `previous`, and lets those expire after the grace
   * period that no pointer names any more.
   */
  async publish(id: SnapshotId, graceSeconds: number): Promise<void> {
    // Each step leaves what a reader can answer from; in a Redis Cluster they concern several nodes.
    try {
      await this.keep(id);
      await switchLive(this.redis, id);
    } catch (cause) {
      throw new AlongsideError(
        'publish-failed',
        'The new snapshot could not be made live; the one before still is.',
        { snapshot: id },
        { cause },
      );
    }
    await this.expireUnused(graceSeconds);
  }

  /** Lets those of the kept snapshots expire that no pointer names. */
  async expireUnused(graceSeconds: number): Promise<void> {
    const pointers = await readPointers(this.redis);
    for (const old of await this.redis.smembers(SNAPSHOTS_KEY)) {
      if (!isPointedAt(pointers, old)) await this.letExpire(old, graceSeconds);
    }
  }

  /** What is no set says nothing of snapshots, whose keys say when they expire. */
  private async addToSet(id: SnapshotId): Promise<void> {
    try {
      await this.redis.sadd(SNAPSHOTS_KEY, id);
    } catch (error) {
      if (!isWrongType(error)) throw error;
      await this.redis.multi().unlink(SNAPSHOTS_KEY).sadd(SNAPSHOTS_KEY, id).exec();
    }
  }

  /** After so many seconds. Ends with its place in the set, so that it is done again at the next switch where it is cut short. */
  async letExpire(old: SnapshotId, graceSeconds: number): Promise<void> {
    await this.expireAll(old, graceSeconds);
    await this.redis.srem(SNAPSHOTS_KEY, old);
  }

  private async expireAll(id: SnapshotId, seconds: number): Promise<void> {
    const expire = this.redis.multi();
    for (const key of keysOf(id, this.parts)) expire.expire(key, seconds);
    await done(expire);
  }

  private async clearDrafts(id: SnapshotId): Promise<void> {
    for (const { key } of Object.values(this.parts)) await this.redis.unlink(draftKey(id, key));
  }

  private async putInPlace(manifest: SnapshotManifest): Promise<void> {
    const { id, entries } = manifest;
    // One that a pointer names may be written anew: it stays.
    const expires = !isPointedAt(await readPointers(this.redis), id);
    const move = this.redis.multi();
    for (const [name, { key }] of Object.entries(this.parts)) {
      const place = snapshotKey(id, key);
      move.unlink(place);
      if (entries[name] === 0) continue;
      move.rename(draftKey(id, key), place);
      if (!expires) move.persist(place);
    }
    const text = JSON.stringify(manifest);
    if (expires) move.set(manifestKey(id), text, 'EX', UNFINISHED_SECONDS);
    else move.set(manifestKey(id), text);
    await done(move);
  }

  /** A lost field would show as a wrong list much later; they are counted while the old snapshot is still live. */
  private async assertComplete(manifest: SnapshotManifest): Promise<void> {
    const wrong = await firstWrongCount(this.redis, manifest, this.parts, draftKey);
    if (wrong === undefined) return;
    const { part, found, expected } = wrong;
    throw new AlongsideError(
      'snapshot-incomplete',
      `Redis holds ${found} of ${expected} ${part} of the new snapshot; the live one is unchanged. Check Redis' memory limit and run "alongside embed" again.`,
      { snapshot: manifest.id, part, found, expected },
    );
  }
}

/** Does what was queued in one step; throws what any of it met. */
async function done(transaction: ChainableCommander): Promise<void> {
  const replies = await transaction.exec();
  const failed = replies?.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
  if (replies === null) throw new Error('Redis refused the transaction.');
}

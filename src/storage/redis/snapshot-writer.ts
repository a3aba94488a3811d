import type { Redis } from 'ioredis';
import { AlongsideError, type ReportProgress } from '../../core/index.js';
import { HashWriter } from './hash-writer.js';
import { PartWriter } from './part-writer.js';
import { firstWrongCount } from './part-counts.js';
import { LIVE_KEY, SNAPSHOTS_KEY, keysOf, manifestKey } from './snapshot-keys.js';
import type { SnapshotId, SnapshotManifest } from './snapshot-manifest.js';
import type { PartTable } from './snapshot-part.js';
import type { NewSnapshot } from './snapshot.js';

/** Seconds after which the parts of a snapshot that was never finished go away by themselves. */
const UNFINISHED_SECONDS = 24 * 3600;

/**
 * Writes snapshots and moves `live`.
 *
 * A snapshot's name is a hash of what it is made from, so writing one again (after a killed attempt, say) writes the same
 * bytes over themselves. Nobody reads it before `live` points at it, and `live` moves in one step.
 */
export class SnapshotWriter<Parts extends PartTable> {
  constructor(
    private readonly redis: Redis,
    private readonly parts: Parts,
  ) {}

  /** Writes the whole snapshot; `live` stays where it is. */
  async write(snapshot: NewSnapshot<Parts>, progress: ReportProgress): Promise<void> {
    const { manifest, promised, contents } = snapshot;
    const { id } = manifest;
    // The live snapshot may be written anew; should that attempt die, its parts must not go away.
    const expires = (await this.redis.get(LIVE_KEY)) !== id;
    const hashes = new HashWriter(this.redis, expires ? UNFINISHED_SECONDS : undefined);
    const writer = new PartWriter(hashes, this.parts, snapshot, progress);
    for await (const content of contents) await writer.write(content);
    const written = await writer.end();
    const whole: SnapshotManifest = { ...manifest, entries: Object.assign(written, promised) };
    await this.assertComplete(whole);
    if (expires) await this.redis.set(manifestKey(id), JSON.stringify(whole), 'EX', UNFINISHED_SECONDS);
    else await this.redis.set(manifestKey(id), JSON.stringify(whole));
  }

  /** Keeps a snapshot that is about to expire for so many seconds at least; leaves one that does not expire. */
  async keepFor(id: SnapshotId, seconds: number): Promise<void> {
    const keys = keysOf(id, this.parts);
    const left = await this.redis.ttl(manifestKey(id));
    if (left < 0 || left >= seconds) return;
    const extend = this.redis.multi();
    for (const key of keys) extend.expire(key, seconds);
    await extend.exec();
  }

  /** Moves `live` to a written snapshot in one step, and lets the one before expire after the grace period. */
  async publish(id: SnapshotId, graceSeconds: number): Promise<void> {
    const previous = await this.redis.smembers(SNAPSHOTS_KEY);
    const move = this.redis.multi();
    for (const key of keysOf(id, this.parts)) move.persist(key);
    move.set(LIVE_KEY, id).sadd(SNAPSHOTS_KEY, id);
    for (const old of previous.filter((each) => each !== id)) {
      for (const key of keysOf(old, this.parts)) move.expire(key, graceSeconds);
      move.srem(SNAPSHOTS_KEY, old);
    }
    const replies = await move.exec();
    const failed = replies?.find(([error]) => error !== null)?.[0];
    if (replies === null || failed) {
      throw new AlongsideError(
        'publish-failed',
        'The new snapshot could not be made live; the one before still is.',
        { snapshot: id },
        { cause: failed },
      );
    }
  }

  /** A lost field would show as a wrong list much later; they are counted while the old snapshot is still live. */
  private async assertComplete(manifest: SnapshotManifest): Promise<void> {
    const wrong = await firstWrongCount(this.redis, manifest, this.parts);
    if (wrong === undefined) return;
    const { part, found, expected } = wrong;
    throw new AlongsideError(
      'snapshot-incomplete',
      `Redis holds ${found} of ${expected} ${part} of the new snapshot; the live one is unchanged. Check Redis' memory limit and run "alongside embed" again.`,
      { snapshot: manifest.id, part, found, expected },
    );
  }
}

import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { AlongsideError, RefreshedValue } from '../../core/index.js';
import { openSnapshot } from './open-snapshot.js';
import { isSnapshotGone } from './snapshot-gone.js';
import { readLiveId } from './live-pointer.js';
import { isRedisFailure, isWrongType } from './redis-failure.js';
import { manifestKey } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';
import type { Snapshot } from './snapshot.js';

export interface LiveSnapshotOptions {
  /**
   * Milliseconds for which an answer of Redis about `live` is believed; 0 asks each time. For as long again it holds while
   * Redis is asked anew, so that under load no request waits for that.
   */
  readonly believeFor?: number;
  /** Whether the snapshot that answered last goes on answering while Redis is away. */
  readonly outliveRedis?: boolean;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
  /** Awaited before a new snapshot takes over from the one that answers; a fault of it holds nothing up. */
  readonly prepare?: Prepare;
}

/** Makes ready for a snapshot that is about to answer in the place of the one before. */
export type Prepare = (next: Snapshot, before: Snapshot) => Promise<void>;

/** Snapshots that are open at once: the live one, and those that readers page through still. */
const OPEN = 3;
/** Milliseconds at least after which a switch may be long past when it is seen. */
const SILENCE = 1000;

/**
 * Follows `live`, keeping the snapshot it points at open with what was read of it.
 *
 * A switch is seen two times `believeFor` milliseconds later at most, plus the time that opening the new snapshot and
 * preparing for it take: until that is done the one before answers, while it is there, so that no request waits for a switch.
 * Where nothing is believed, nothing is prepared either; nor where nobody had asked for so long that a switch may be long past:
 * then the new one answers at once. `follow` asks where nobody else does.
 */
export class LiveSnapshot {
  private readonly open: LRUCache<SnapshotId, Snapshot>;
  private readonly answering: RefreshedValue<Snapshot>;
  private readonly believeFor: number;
  private readonly prepare: Prepare;
  private switching: Promise<void> | undefined;
  /** What was prepared for last: it may answer. */
  private prepared: SnapshotId | undefined;

  constructor(
    private readonly redis: Redis,
    { believeFor = 0, outliveRedis = false, now, prepare = () => Promise.resolve() }: LiveSnapshotOptions = {},
  ) {
    this.believeFor = believeFor;
    this.prepare = prepare;
    this.answering = new RefreshedValue(() => this.ask(), {
      freshFor: believeFor,
      staleFor: believeFor,
      ...(outliveRedis ? { staleIfErrorFor: Infinity, outlives: isRedisFailure } : {}),
      ...(now === undefined ? {} : { now }),
    });
    this.open = new LRUCache<SnapshotId, Snapshot>({
      max: OPEN,
      // What is asked for meanwhile must not cut the opening short.
      ignoreFetchAbort: true,
      fetchMethod: (id) => openSnapshot(redis, id, { cached: true }),
    });
  }

  /** The snapshot that is live now; throws `no-snapshot` when nothing was ever embedded. Call once a request. */
  current(): Snapshot | Promise<Snapshot> {
    return this.answering.get();
  }

  /** Asks Redis now what is live; the snapshot before answers meanwhile. */
  async refresh(): Promise<void> {
    await this.answering.refresh();
  }

  /** Believes nothing any longer: a snapshot was found to be gone, and whoever asks next meets the one in its place. */
  recheck(): void {
    this.answering.drop();
  }

  /**
   * The snapshot that answers, and that Redis has all of it now; for whoever asks whether lists can be served.
   *
   * @throws AlongsideError `no-snapshot`, `snapshot-missing`, `snapshot-corrupt`
   */
  async confirmed(): Promise<Snapshot> {
    const snapshot = await this.answering.refresh();
    await snapshot.assertComplete();
    return snapshot;
  }

  /** Asks for as long as nobody else does, so that a switch is seen in a silence too. @returns what ends that */
  follow(): () => void {
    const timer = setInterval(
      () => {
        // A fault is met by whoever asks next.
        if (this.answering.last !== undefined) this.answering.refresh().catch(() => undefined);
      },
      Math.max(1, this.believeFor),
    ).unref();
    return () => {
      clearInterval(timer);
    };
  }

  /** A snapshot by its name, live or not; throws `snapshot-missing` when it is gone. */
  at(id: SnapshotId): Promise<Snapshot> {
    return this.open.forceFetch(id);
  }

  /** What answers from now on. */
  private async ask(): Promise<Snapshot> {
    const before = this.answering.last;
    if (before === undefined) return this.at(await this.liveId());
    const isLongPast = this.isLongPast();
    const [id, isSame] = await Promise.all([this.liveId(), this.isAsWritten(before)]);
    if (before.manifest.id === id) {
      // Written anew under its name since it was opened: the manifest is another one.
      if (!isSame) this.open.delete(id);
      return this.at(id);
    }
    if (isLongPast || this.prepared === id) return this.at(id);
    this.switching ??= this.switchOver(id, before);
    // The switch may end while this waits: asking for it again would prepare all answers twice.
    return !(await isWhole(before)) || this.prepared === id ? this.at(id) : before;
  }

  /** Whether a switch that is seen now is none to be prepared for. */
  private isLongPast(): boolean {
    if (this.believeFor === 0) return true;
    return this.switching === undefined && this.answering.heldFor >= Math.max(SILENCE, 4 * this.believeFor);
  }

  private async liveId(): Promise<SnapshotId> {
    const id = await readLiveId(this.redis);
    if (id !== undefined) return id;
    this.answering.drop();
    throw new AlongsideError(
      'no-snapshot',
      'There are no lists yet. Import your shop with "alongside import", then run "alongside embed".',
    );
  }

  /** Whether the manifest in Redis is the one that was opened. */
  private async isAsWritten({ manifest }: Snapshot): Promise<boolean> {
    const text = await this.redis.get(manifestKey(manifest.id)).catch((error: unknown) => {
      if (isWrongType(error)) return null;
      throw error;
    });
    return text !== null && text.includes(`"createdAt":"${manifest.createdAt}"`);
  }

  private async switchOver(id: SnapshotId, before: Snapshot): Promise<void> {
    let opened: Snapshot | undefined;
    try {
      opened = await this.at(id);
      await this.prepare(opened, before);
    } catch {
      // Of a snapshot that does not open, as of a question that could not be prepared: the next one meets the fault itself.
    }
    this.prepared = id;
    this.switching = undefined;
    if (opened === undefined) this.answering.drop();
    else this.answering.refresh().catch(() => undefined);
  }
}

async function isWhole(snapshot: Snapshot): Promise<boolean> {
  try {
    await snapshot.assertWhole();
    return true;
  } catch (error) {
    if (isSnapshotGone(error)) return false;
    throw error;
  }
}

import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { AlongsideError, RefreshedValue } from '../../core/index.js';
import { openSnapshot } from './open-snapshot.js';
import { LIVE_KEY } from './snapshot-keys.js';
import type { SnapshotId } from './snapshot-manifest.js';
import type { Snapshot } from './snapshot.js';

export interface LiveSnapshotOptions {
  /**
   * Milliseconds for which an answer of Redis about `live` is believed; 0 asks each time. For as long again it holds while
   * Redis is asked anew, so that under load no request waits for that.
   */
  readonly believeFor?: number;
  /** Milliseconds by a clock that never goes back. */
  readonly now?: () => number;
  /** Awaited before a new snapshot takes over from the one that answers; a fault of it holds nothing up. */
  readonly prepare?: Prepare;
}

/** Makes ready for a snapshot that is about to answer in the place of the one before. */
export type Prepare = (next: Snapshot, before: Snapshot) => Promise<void>;

/** Snapshots that are open at once: the live one, and those that readers page through still. */
const OPEN = 3;

/**
 * Follows `live`, keeping the snapshot it points at open with what was read of it.
 *
 * A switch is seen two times `believeFor` milliseconds later at most, plus the time that opening the new snapshot and
 * preparing for it take: until that is done the one before answers, while it is there, so that no request waits for a switch.
 * Where nothing is believed, nothing is prepared either.
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
    { believeFor = 0, now, prepare = () => Promise.resolve() }: LiveSnapshotOptions = {},
  ) {
    this.believeFor = believeFor;
    this.prepare = prepare;
    this.answering = new RefreshedValue(() => this.ask(), {
      freshFor: believeFor,
      staleFor: believeFor,
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

  /** A snapshot by its name, live or not; throws `snapshot-missing` when it is gone. */
  at(id: SnapshotId): Promise<Snapshot> {
    return this.open.forceFetch(id);
  }

  /** What answers from now on. */
  private async ask(): Promise<Snapshot> {
    const id = await this.redis.get(LIVE_KEY);
    if (id === null) {
      this.answering.drop();
      throw new AlongsideError(
        'no-snapshot',
        'There are no lists yet. Import your shop with "alongside import", then run "alongside embed".',
      );
    }
    const before = this.answering.last;
    if (before === undefined || this.believeFor === 0 || [before.manifest.id, this.prepared].includes(id)) {
      return this.at(id);
    }
    if (this.switching === undefined) this.switching = this.switchOver(id, before);
    // The switch may end while this waits: asking for it again would prepare all answers twice.
    else if (!(await isWhole(before)) || this.prepared === id) return this.at(id);
    return before;
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
    if (error instanceof AlongsideError && error.code === 'snapshot-missing') return false;
    throw error;
  }
}

import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { KeptSnapshot } from './kept-snapshot.js';
import { LIVE_KEY } from './keys.js';
import { SnapshotReader } from './snapshot-reader.js';
import type { Snapshot, SnapshotId } from './snapshot.js';

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
  private readonly open = new Map<SnapshotId, Promise<Snapshot>>();
  private readonly believeFor: number;
  private readonly now: () => number;
  private readonly prepare: Prepare;
  /** What answers now, and until when that is believed. */
  private answering: Snapshot | undefined;
  private believedUntil = -Infinity;
  private asking: Promise<Snapshot> | undefined;
  private switching: Promise<void> | undefined;

  constructor(
    private readonly redis: Redis,
    { believeFor = 0, now = () => performance.now(), prepare = () => Promise.resolve() }: LiveSnapshotOptions = {},
  ) {
    this.believeFor = believeFor;
    this.now = now;
    this.prepare = prepare;
  }

  /** The snapshot that is live now; throws `no-snapshot` when nothing was ever embedded. Call once a request. */
  current(): Snapshot | Promise<Snapshot> {
    const late = this.now() - this.believedUntil;
    if (this.answering !== undefined && late < 0) return this.answering;
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    if (this.answering === undefined || late >= this.believeFor) return this.asking;
    // A fault is met by who has to wait for an answer, if it lasts.
    this.asking.catch(() => undefined);
    return this.answering;
  }

  /** A snapshot by its name, live or not; throws `snapshot-missing` when it is gone. */
  at(id: SnapshotId): Promise<Snapshot> {
    const known = this.open.get(id);
    if (known !== undefined) {
      this.open.delete(id);
      this.open.set(id, known);
      return known;
    }
    const opening = SnapshotReader.open(this.redis, id).then((reader) => new KeptSnapshot(reader));
    this.open.set(id, opening);
    opening.then(
      () => {
        this.closeOldest();
      },
      () => this.open.delete(id),
    );
    return opening;
  }

  private closeOldest(): void {
    for (const oldest of this.open.keys()) {
      if (this.open.size <= OPEN) return;
      this.open.delete(oldest);
    }
  }

  private async ask(): Promise<Snapshot> {
    const id = await this.redis.get(LIVE_KEY);
    if (id === null) {
      this.answering = undefined;
      throw new AlongsideError(
        'no-snapshot',
        'There are no lists yet. Import your shop with "alongside import", then run "alongside embed".',
      );
    }
    const before = this.answering;
    if (before === undefined || before.manifest.id === id || this.believeFor === 0) return this.answerWith(id);
    if (this.switching !== undefined && !(await isWhole(before))) return this.answerWith(id);
    this.switching ??= this.switchOver(id, before).finally(() => {
      this.switching = undefined;
    });
    this.believedUntil = this.now() + this.believeFor;
    return before;
  }

  private async switchOver(id: SnapshotId, before: Snapshot): Promise<void> {
    let next: Snapshot | undefined;
    try {
      next = await this.at(id);
      await this.prepare(next, before);
    } catch {
      // Of a snapshot that does not open, as of a question that could not be prepared: the next one meets the fault itself.
    }
    // Else the one before went away meanwhile.
    if (this.answering === before) this.answering = next;
  }

  private async answerWith(id: SnapshotId): Promise<Snapshot> {
    this.answering = await this.at(id);
    this.believedUntil = this.now() + this.believeFor;
    return this.answering;
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

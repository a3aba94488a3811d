import type { SnapshotManifest } from './snapshot-manifest.js';
import type { PartContents, PartReaders } from './snapshot-part.js';
import type { SnapshotParts } from './snapshot-parts.js';

/** A snapshot of some table of parts, opened for reading. Every call answers from it, whatever `live` does meanwhile. */
export type OpenSnapshot<Parts> = PartReaders<Parts> & {
  readonly manifest: SnapshotManifest;
  /** Throws `snapshot-missing` where Redis no longer holds the snapshot, so that what was read of it may lack parts. */
  assertWhole(): Promise<void>;
  /** The same, and `snapshot-corrupt` where a part has not all its fields: one was evicted, say. */
  assertComplete(): Promise<void>;
};
export type Snapshot = OpenSnapshot<SnapshotParts>;

/** A manifest before what it counts is written. */
export type NewManifest = Omit<SnapshotManifest, 'entries' | 'exposure'>;

/** A snapshot to be written. */
export interface NewSnapshot<Parts> {
  readonly manifest: NewManifest;
  /** Fields that a part will have, as far as they are known: another number is an incomplete snapshot. */
  readonly promised?: Readonly<Partial<Record<keyof Parts, number>>>;
  /** What it holds, piece by piece, so that it is never in memory at once. */
  readonly contents: AsyncIterable<PartContents<Parts>> | Iterable<PartContents<Parts>>;
  /** What is known of it once all its contents were read. */
  readonly readWhole?: () => Pick<SnapshotManifest, 'exposure'>;
}

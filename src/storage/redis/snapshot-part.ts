import type { SnapshotManifest } from './snapshot-manifest.js';

/** Where a part of one snapshot is read: a hash in Redis, or what stands for it. */
export interface PartSource {
  /** The hash's key, for whoever is told that it is damaged. */
  readonly key: string;
  readonly manifest: SnapshotManifest;
  /** Fields of the hash, as the manifest promises. */
  readonly entries: number;
  /** Whether what is read may stay in memory, as far as the part's bound allows. */
  readonly cached: boolean;
  field(name: string): Promise<Buffer | null>;
  fields(names: readonly string[]): Promise<(Buffer | null)[]>;
}

/** One kind of data in a snapshot, a hash in Redis: how it is named, written, read, checked and cached. */
export interface SnapshotPart<Content, Reader> {
  /** Its name within the snapshot's keys. */
  readonly key: string;
  /** What is said to be done while it is written. */
  readonly step?: string | undefined;
  /** The hash's fields, made one after another. */
  encode(content: Content, manifest: Pick<SnapshotManifest, 'dimension'>): Iterable<readonly [string, string | Buffer]>;
  /** What an open snapshot offers of it, ready when the snapshot is opened. */
  reader(source: PartSource): Reader | Promise<Reader>;
}

/** The parts of a snapshot, by the names under which it offers them. */
export type PartTable = Readonly<Record<string, SnapshotPart<unknown, unknown>>>;

/** Content for some of a snapshot's parts. */
export type PartContents<Parts> = {
  readonly [Name in keyof Parts]?:
    (Parts[Name] extends SnapshotPart<infer Content, unknown> ? Content : never) | undefined;
};

/** What an open snapshot offers of each part. */
export type PartReaders<Parts> = {
  readonly [Name in keyof Parts]: Parts[Name] extends SnapshotPart<never, infer Reader> ? Reader : never;
};

import type { SnapshotId } from './snapshot-manifest.js';
import type { PartTable } from './snapshot-part.js';

/** The pointer that readers resolve once a request. */
export const LIVE_KEY = 'alongside:live';
/** A hash: the other pointers, by name. The braces put it on the node of `live`, so that both move in one step. */
export const POINTERS_KEY = `alongside:{${LIVE_KEY}}:pointers`;
/** The channel on which those who follow are told that `live` moved, or that other rules were set. */
export const CHANGES_CHANNEL = 'alongside:changes';
/** The set of snapshots that were published and do not expire. */
export const SNAPSHOTS_KEY = 'alongside:snapshots';

export function manifestKey(id: SnapshotId): string {
  return snapshotKey(id, 'manifest');
}

/** The key of one part. The braces put all parts of a snapshot on one node of a Redis Cluster. */
export function snapshotKey(id: SnapshotId, part: string): string {
  return `alongside:{${id}}:${part}`;
}

/** The key under which a part is written before it takes its place. */
export function draftKey(id: SnapshotId, part: string): string {
  return `${snapshotKey(id, part)}:draft`;
}

/** All keys of a snapshot, that of the manifest first: told to expire in this order, no part is gone before it. */
export function keysOf(id: SnapshotId, parts: PartTable): string[] {
  return [manifestKey(id), ...Object.values(parts).map(({ key }) => snapshotKey(id, key))];
}

/** A pattern of all keys of a snapshot, of whatever version. */
export function snapshotPattern(id: SnapshotId): string {
  return snapshotKey(id.replaceAll(/[*?[\]\\]/g, '\\$&'), '*');
}

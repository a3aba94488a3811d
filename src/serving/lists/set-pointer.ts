import type { Redis } from 'ioredis';
import {
  openSnapshot,
  setPointer,
  SNAPSHOT_PARTS,
  SnapshotWriter,
  type SetPointer,
  type SnapshotId,
} from '../../storage/redis/index.js';
import { ofNamed, versionNamed } from './find-version.js';

/** Seconds for which a snapshot that is about to expire is kept while it is looked at. */
const KEPT_SECONDS = 600;

/**
 * Points `canary` or `shadow` at a snapshot, which then stays; nobody is answered from it who does not ask for it by name.
 * The one that it named before goes away after the grace period, unless another pointer names it.
 *
 * @param to an id, or the name of a pointer; null: the pointer names none any more
 * @throws AlongsideError `unknown-version`; `snapshot-corrupt` for one that is damaged or of another format
 */
export async function pointAt(
  redis: Redis,
  name: SetPointer,
  to: string | null,
  graceSeconds: number,
): Promise<SnapshotId | null> {
  const writer = new SnapshotWriter(redis, SNAPSHOT_PARTS);
  const id = to === null ? null : await versionNamed(redis, to);
  if (id !== null) {
    await writer.keepFor(id, KEPT_SECONDS);
    await ofNamed(id, openSnapshot(redis, id));
  }
  // Named first, so that no clean-up takes what is about to be kept.
  await setPointer(redis, name, id);
  if (id !== null) await writer.keep(id);
  await writer.expireUnused(graceSeconds);
  return id;
}

import { messageOf } from '../../../../core/index.js';
import type { FullRun } from '../../../../ranking/pipeline/index.js';
import { openSnapshot, readLiveId, manifestKey, type NewManifest } from '../../../../storage/redis/index.js';
import type { EmbedParts } from '../embed-parts.js';
import { saveEpoch } from './stored-epoch.js';

/**
 * Keeps the epoch that a full embedding begins, and removes those of snapshots that are gone. Lists do not wait for it: where it
 * cannot be kept, a note says so.
 */
export async function keepEpoch(
  { redis, models, note }: Pick<EmbedParts, 'redis' | 'models'> & { readonly note: (line: string) => void },
  run: FullRun,
  manifest: NewManifest,
): Promise<void> {
  try {
    await saveEpoch(models, run, manifest);
  } catch (error) {
    note(
      `What this embedding decided could not be kept (${messageOf(error)}): "alongside embed --same-epoch" cannot go on from it.`,
    );
    return;
  }
  const kept = new Set([manifest.id, await liveEpoch(redis)]);
  for (const name of await models.epochs.names()) {
    if (!kept.has(name) && (await redis.exists(manifestKey(name))) === 0) await models.epochs.remove(name);
  }
}

/** The epoch of the live snapshot; undefined where none can be read. */
export async function liveEpoch(redis: EmbedParts['redis']): Promise<string | undefined> {
  try {
    const id = await readLiveId(redis);
    if (id === undefined) return undefined;
    return (await openSnapshot(redis, id)).manifest.epoch ?? id;
  } catch {
    return undefined;
  }
}

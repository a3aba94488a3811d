import { AlongsideError, type ReportProgress } from '../../core/index.js';
import type { Redis } from 'ioredis';
import { emptyGraph, type GraphConnection } from '../../storage/neo4j/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import { clearSnapshots } from '../../storage/redis/index.js';
import type { BackupManifest } from './backup-manifest.js';
import { checkBackup } from './check.js';
import { whatIsThere } from './empty-home.js';
import { restoreGraph } from './restore-graph.js';
import { restoreModels } from './restore-models.js';
import { publishRestored, restoreKeys } from './restore-redis.js';
import { KEYS } from './save-redis.js';

export interface RestoreParts {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly models: ModelStore;
  readonly progress: ReportProgress;
  readonly note: (line: string) => void;
  /** Keeps what is there before it is replaced, and returns where; undefined: it is not to be replaced. */
  readonly keepPresent: (() => Promise<string>) | undefined;
}

/** Names the backup whose restoring has begun and not ended: what is there then is no more than a part of it. */
const RESTORING_KEY = 'alongside-restoring';

/**
 * Brings a backup into a home: its shop, keys, rules, models, and its live snapshot where this version reads it.
 *
 * All is checked before anything is written. What was cut off is done again from its beginning.
 *
 * @throws AlongsideError `home-not-empty`, `backup-damaged`, `backup-unreadable`, `restore-incomplete`
 */
export async function restoreBackup(parts: RestoreParts, folder: string): Promise<BackupManifest> {
  const { graph, redis, models, note } = parts;
  const manifest = await checkBackup(folder, parts.progress);
  await makeRoom(parts, manifest);
  await restoreGraph(graph, folder, manifest, parts.progress);
  await restoreKeys(redis, folder, manifest, parts.progress);
  note(await restoreModels(models, folder, manifest));
  note(await publishRestored(redis, manifest));
  await redis.del(RESTORING_KEY);
  return manifest;
}

async function makeRoom(parts: RestoreParts, { sha256 }: BackupManifest): Promise<void> {
  const { graph, redis, models, keepPresent, note } = parts;
  const there = await whatIsThere(parts);
  const begun = (await redis.get(RESTORING_KEY)) === sha256;
  if (there.length > 0 && !begun) {
    if (keepPresent === undefined) {
      throw new AlongsideError(
        'home-not-empty',
        `There is something here already (${there.join(', ')}). Restore into an empty home, or give --force: then what is here is saved first, and replaced.`,
        { there },
      );
    }
    note(`What was here is saved in ${await keepPresent()}.`);
  }
  await redis.set(RESTORING_KEY, sha256);
  if (there.length === 0) return;
  await emptyGraph(graph);
  await clearSnapshots(redis);
  for await (const keys of redis.scanStream({ match: KEYS })) {
    if ((keys as string[]).length > 0) await redis.unlink(...(keys as string[]));
  }
  await models.clear();
}

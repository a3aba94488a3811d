import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Redis } from 'ioredis';
import { AlongsideError, packageVersion, type ReportProgress } from '../../core/index.js';
import { holdingEvents, type GraphConnection } from '../../storage/neo4j/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import { LIVE_KEY } from '../../storage/redis/index.js';
import { explainDiskError } from '../home/index.js';
import { BACKUP_FORMAT, sealed, type BackupContent, type BackupManifest } from './backup-manifest.js';
import { partialFolder, removePartial, sweepPartials } from './partial-folder.js';
import { RowFiles } from './row-files.js';
import { saveGraph } from './save-graph.js';
import { saveModels } from './save-models.js';
import { KEYS, RULES, saveKeys, saveSnapshot } from './save-redis.js';
import { unlessStopped } from './unless-stopped.js';

export interface BackupParts {
  readonly graph: GraphConnection;
  readonly redis: Redis;
  readonly models: ModelStore;
  readonly now: () => Date;
  readonly progress: ReportProgress;
  readonly note: (line: string) => void;
  /** Stops the backup; nothing is left of it then. */
  readonly signal?: AbortSignal;
}

/**
 * Writes all that a home cannot make anew into a folder that was not there: the shop in the graph, keys (their hashes), rules,
 * models, and the snapshot that `live` names.
 *
 * The graph, keys, rules and pointers are of one moment: whoever writes to the graph waits while it is read. The folder is
 * there whole or not at all.
 *
 * @throws AlongsideError `backup-exists`, `disk-full`, `folder-not-writable`, `interrupted`
 */
export async function saveBackup(parts: BackupParts, folder: string): Promise<BackupManifest> {
  await refuseWhatIsThere(folder);
  const partial = partialFolder(folder);
  const { signal } = parts;
  try {
    await mkdir(dirname(folder), { recursive: true });
    await sweepPartials(folder);
    await mkdir(partial, { mode: 0o700 });
    const manifest = sealed(await unlessStopped(contentOf(parts, new RowFiles(partial, signal)), signal));
    await writeSynced(join(partial, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
    // Replaces an empty folder, and fails on one that came to have something in it.
    await rename(partial, folder);
    return manifest;
  } catch (error) {
    await removePartial(partial);
    if (signal?.aborted === true) throw new AlongsideError('interrupted', `Stopped; ${folder} was not written.`);
    throw explainDiskError(error, dirname(folder), 'another folder');
  }
}

async function contentOf(parts: BackupParts, files: RowFiles): Promise<BackupContent> {
  const { graph, redis, models, now } = parts;
  const held = await holdingEvents(graph, async (quiet) => {
    const createdAt = now().toISOString();
    const live = await redis.get(LIVE_KEY);
    const keys = await saveKeys(redis, files, 'keys.jsonl.gz', KEYS);
    await saveKeys(redis, files, 'rules.jsonl.gz', RULES);
    const before = files.written.length;
    const saved = await saveGraph(quiet, files, parts.progress);
    return { createdAt, live, keys, ...saved, watermark: watermarkOf(files.written.slice(before)) };
  });
  const { live } = held;
  const snapshot = live === null ? undefined : await saveSnapshot(redis, files, live, parts.progress);
  const savedModels = await saveModels(models, files, parts.note);
  return {
    format: BACKUP_FORMAT,
    alongside: packageVersion,
    ...held,
    snapshots: snapshot === undefined ? [] : [snapshot],
    ...savedModels,
    files: files.written.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function watermarkOf(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const hash = createHash('sha256');
  for (const { path, sha256 } of files) hash.update(`${path} ${sha256}\n`);
  return hash.digest('hex');
}

async function refuseWhatIsThere(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [folder];
    throw explainDiskError(error, folder, 'another folder');
  });
  if (there.length === 0) return;
  throw new AlongsideError(
    'backup-exists',
    `${folder} is there already, and a backup writes over nothing. Name a folder that is not there, such as one with the date.`,
    { folder },
  );
}

async function writeSynced(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

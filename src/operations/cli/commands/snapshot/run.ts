import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AlongsideError } from '../../../../core/index.js';
import { pointAt, rollBack, versionNamed } from '../../../../serving/lists/index.js';
import type { SetPointer } from '../../../../storage/redis/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { importSnapshot, writeSnapshotFile } from '../../../backup/index.js';
import { snapshotGrace } from '../../../jobs/index.js';
import type { CliContext } from '../../command.js';
import { modelsFolder } from '../../models.js';
import { withRedis } from '../../with-redis.js';

/** Writes a snapshot into a file. */
export async function exportSnapshot(context: CliContext, to: string, name: string): Promise<void> {
  const { terminal } = context;
  const file = resolve(to);
  await refuseWhatIsThere(file);
  const written = await withRedis(context, async (redis) =>
    writeSnapshotFile(redis, await versionNamed(redis, name), file, terminal.progress),
  );
  const { size: bytes } = await stat(file);
  const { snapshot, values, createdAt } = written;
  terminal.result(
    { file, snapshot, values, createdAt, bytes },
    () => `${file} holds the snapshot ${snapshot} (${(bytes / 1e6).toFixed(1)} MB). Keep it apart: it names customers.`,
  );
}

/** The pointers that an import can set. */
type ImportAs = 'live' | SetPointer;

/** Reads a snapshot from a file, and points at it. */
export async function importSnapshotFile(context: CliContext, from: string, as: ImportAs | undefined): Promise<void> {
  const { terminal, env } = context;
  const graceSeconds = snapshotGrace(env);
  const imported = await withRedis(
    context,
    async (redis) => {
      const found = await importSnapshot(redis, resolve(from), terminal.progress);
      const models = new ModelStore(modelsFolder(context));
      if (as === 'live') await rollBack({ redis, models, graceSeconds }, found.snapshot);
      else if (as !== undefined) await pointAt(redis, as, found.snapshot, graceSeconds);
      return found;
    },
    { writes: true },
  );
  terminal.result({ ...imported, as: as ?? null }, () =>
    as === undefined
      ? `The snapshot ${imported.snapshot} is here for a day: "alongside rollback ${imported.snapshot}" answers from it.`
      : `The snapshot ${imported.snapshot} is ${as}.`,
  );
}

async function refuseWhatIsThere(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return;
  throw new AlongsideError('backup-exists', `${file} is there already. Name another file.`, { path: file });
}

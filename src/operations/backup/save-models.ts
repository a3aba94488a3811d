import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError } from '../../core/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import type { BackupContent } from './backup-manifest.js';
import type { RowFiles } from './row-files.js';

/** Writes every stored model that is whole; tells of one that is not. */
export async function saveModels(
  store: ModelStore,
  files: RowFiles,
  note: (line: string) => void,
): Promise<Pick<BackupContent, 'models' | 'modelInUse'>> {
  const models: BackupContent['models'] = [];
  for (const { id, createdAt } of await store.list()) {
    try {
      await store.load(id);
    } catch (error) {
      if (!(error instanceof AlongsideError)) throw error;
      note(`The model ${id} is left out: ${error.message}`);
      continue;
    }
    const folder = join(store.folder, id);
    for (const name of (await readdir(folder)).sort()) await files.copy(`models/${id}/${name}`, join(folder, name));
    models.push({ id, createdAt: createdAt.toISOString() });
  }
  return { models, modelInUse: (await store.live()) ?? 'untrained' };
}

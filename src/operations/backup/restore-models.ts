import { copyFile, mkdir, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AlongsideError } from '../../core/index.js';
import type { ModelStore } from '../../storage/models/index.js';
import { storedModel } from '../jobs/index.js';
import type { BackupManifest } from './backup-manifest.js';

/** Copies the models, with their dates, and puts that into use which was; says how it is with it. */
export async function restoreModels(
  store: ModelStore,
  folder: string,
  { models, modelInUse, files }: BackupManifest,
): Promise<string> {
  for (const { id, createdAt } of models) {
    for (const { path } of files.filter((each) => each.path.startsWith(`models/${id}/`))) {
      const target = join(store.folder, path.slice('models/'.length));
      await mkdir(dirname(target), { recursive: true });
      await copyFile(join(folder, path), target);
      await utimes(target, new Date(createdAt), new Date(createdAt));
    }
  }
  if (models.length === 0) return 'No model was trained when the backup was taken.';
  if (modelInUse === 'untrained' || !models.some(({ id }) => id === modelInUse)) {
    await store.setLive('untrained');
    return 'No trained model is in use.';
  }
  await store.setLive(modelInUse);
  try {
    await storedModel(store, modelInUse);
    return `Model ${modelInUse} is in use.`;
  } catch (error) {
    if (!(error instanceof AlongsideError)) throw error;
    return error.message;
  }
}

import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError } from '../../kernel/index.js';
import { folderContent, readFolder, writeFolder } from './model-folder.js';

/** States of trainings that are under way, one a key, so that a training that was killed goes on from there. */
export class Checkpoints {
  constructor(private readonly folder: string) {}

  /** Replaces the key's state. Killed at any moment, the old or the new one is there afterwards. */
  async save(key: string, state: unknown): Promise<void> {
    const { current, next, previous } = this.paths(key);
    await mkdir(this.folder, { recursive: true });
    await rm(next, { recursive: true, force: true });
    await writeFolder(next, folderContent({}, state));
    await rm(previous, { recursive: true, force: true });
    await rename(current, previous).catch(() => undefined);
    await rename(next, current);
    await rm(previous, { recursive: true, force: true });
  }

  /** The key's newest whole state; undefined where there is none. */
  async load(key: string): Promise<unknown> {
    const { current, next, previous } = this.paths(key);
    for (const path of [next, current, previous]) {
      try {
        return (await readFolder(path)).data;
      } catch (error) {
        const unusable = error instanceof AlongsideError && /^model-(missing|corrupt)$/.test(error.code);
        if (!unusable) throw error;
      }
    }
    return undefined;
  }

  async remove(key: string): Promise<void> {
    const { current, next, previous } = this.paths(key);
    for (const path of [previous, next, `${next}.partial`, current]) await rm(path, { recursive: true, force: true });
  }

  private paths(key: string): { current: string; next: string; previous: string } {
    if (!/^[A-Za-z0-9_-]+$/.test(key))
      throw new AlongsideError('checkpoint-key-invalid', `"${key}" cannot name a checkpoint.`);
    const current = join(this.folder, key);
    return { current, next: `${current}.next`, previous: `${current}.previous` };
  }
}

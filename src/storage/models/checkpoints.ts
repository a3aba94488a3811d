import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError } from '../../core/index.js';
import type { CheckpointStore } from '../../learning/training/index.js';
import { writeDurably } from './column-file.js';
import { isMissing } from './model-folder.js';

/** One training's checkpoint: a file that is replaced as a whole. */
export interface StoredCheckpoint extends CheckpointStore {
  readonly remove: () => Promise<void>;
}

/** Bytes of the SHA-256 that a file begins with. */
const HASH_BYTES = 32;

/** States of trainings that are under way, one a key, so that a training that was killed goes on from there. */
export class Checkpoints {
  constructor(private readonly folder: string) {}

  /**
   * The checkpoint of a key of letters, digits, - and _. Reading a damaged one throws `checkpoint-invalid`, which names its
   * file: hours of training may lie in it, so nobody but the operator gives it up.
   */
  of(key: string): StoredCheckpoint {
    if (!/^[A-Za-z0-9_-]+$/.test(key)) {
      throw new AlongsideError('checkpoint-key-invalid', `"${key}" cannot name a checkpoint.`);
    }
    const path = join(this.folder, key);
    return {
      read: async () => {
        const bytes = await readFile(path).catch((error: unknown) => {
          if (isMissing(error)) return undefined;
          throw error;
        });
        if (bytes === undefined) return undefined;
        const content = bytes.subarray(HASH_BYTES);
        if (!hashOf(content).equals(bytes.subarray(0, HASH_BYTES))) throw damaged(path);
        return content;
      },
      write: async (checkpoint) => {
        await mkdir(this.folder, { recursive: true });
        await writeDurably(`${path}.partial`, Buffer.concat([hashOf(checkpoint), checkpoint]));
        await rename(`${path}.partial`, path);
      },
      remove: async () => {
        for (const each of [`${path}.partial`, path]) await rm(each, { force: true });
      },
    };
  }
}

function damaged(path: string): AlongsideError {
  return new AlongsideError(
    'checkpoint-invalid',
    `${path}, the checkpoint of a training that was cut short, is damaged. Put it back from a copy, or remove it: "alongside train" then starts from the beginning.`,
    { path },
  );
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

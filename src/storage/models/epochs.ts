import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError } from '../../core/index.js';
import { folderContent, isMissing, readFolder, writeFolder } from './model-folder.js';

const NAME = /^[\w.-]{1,64}$/;
/** The number of the way in which epochs are written. */
const FORMAT = 1;

/** What full embeddings decided for the whole shop, a folder each, named after the snapshot that each began with. */
export class Epochs {
  constructor(private readonly folder: string) {}

  /** Writes an epoch, in place of one of that name. */
  async save(name: string, data: unknown): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await rm(this.path(name), { recursive: true, force: true });
    await writeFolder(this.path(name), folderContent({ epochFormat: FORMAT }, data));
  }

  /** Throws `epoch-missing` for one that is not there, is damaged, or was written by another version. */
  async load(name: string): Promise<unknown> {
    try {
      const { manifest, data } = await readFolder(this.path(name));
      const { epochFormat } = manifest.about as { readonly epochFormat?: unknown };
      if (epochFormat === FORMAT) return data;
    } catch (cause) {
      if (!(cause instanceof AlongsideError)) throw cause;
      throw missing(name, cause);
    }
    throw missing(name);
  }

  /** Those that are kept, and what was left where the writing of one was cut short. */
  async names(): Promise<string[]> {
    return readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name), { recursive: true, force: true });
  }

  private path(name: string): string {
    if (!NAME.test(name)) throw missing(name);
    return join(this.folder, name);
  }
}

function missing(name: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'epoch-missing',
    `What the full embedding of snapshot ${name} decided is not kept here. Run "alongside embed --full".`,
    { epoch: name },
    { cause },
  );
}

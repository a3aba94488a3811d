import { mkdir, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError, canonicalJson, contentName } from '../../core/index.js';
import { Checkpoints } from './checkpoints.js';
import { Epochs } from './epochs.js';
import { writeDurably } from './column-file.js';
import {
  corrupt,
  folderContent,
  isMissing,
  readFolder,
  readManifest,
  writeFolder,
  type FolderManifest,
} from './model-folder.js';

/** Names a trained model: the first 16 hexadecimal digits of a hash over its data, so equal data give equal names. */
export type ModelId = string;

/** A model as it was stored. */
export interface StoredModel {
  readonly id: ModelId;
  readonly about: FolderManifest['about'];
  readonly data: unknown;
}

export interface ModelSummary {
  readonly id: ModelId;
  readonly createdAt: Date;
  readonly live: boolean;
  /** Whether its manifest cannot be read, or is not the one that its name is a hash of. Its arrays are not looked at. */
  readonly damaged: boolean;
}

const ID = /^[0-9a-f]{16}$/;

/** What stands in place of an id where the operator chose to do without a trained model. */
const UNTRAINED = 'untrained';

/**
 * Trained models in a folder: `<id>/manifest.json` with one file an array, `live` with the id of the model in use (or
 * `untrained` where none is to be), `checkpoints/` of trainings that are under way, `epochs/` of embeddings (see `Epochs`), and `diverged/` with what trainings failed on.
 */
export class ModelStore {
  readonly checkpoints: Checkpoints;
  readonly epochs: Epochs;

  constructor(readonly folder: string) {
    this.checkpoints = new Checkpoints(join(folder, 'checkpoints'));
    this.epochs = new Epochs(join(folder, 'epochs'));
  }

  /**
   * Stores a model; the same data again mends a damaged folder, and else changes no more than its date.
   *
   * @param about what computed it: not part of the id
   * @param data plain data with typed arrays in it
   */
  async save(about: FolderManifest['about'], data: unknown): Promise<ModelId> {
    const content = folderContent(about, data);
    const { data: json, files } = content.manifest;
    const id = idOf({ data: json, files });
    const whole = await this.load(id).then(
      () => true,
      () => false,
    );
    if (whole) await utimes(join(this.path(id), 'manifest.json'), new Date(), new Date());
    else {
      await mkdir(this.folder, { recursive: true });
      await rm(this.path(id), { recursive: true, force: true });
      await writeFolder(this.path(id), content);
    }
    return id;
  }

  /** Throws `model-missing` or `model-corrupt`, which say what to do. */
  async load(id: ModelId): Promise<StoredModel> {
    if (!ID.test(id)) throw new AlongsideError('model-missing', `"${id}" is not the id of a model.`, { id });
    const { manifest, data } = await readFolder(this.path(id));
    // Its files are those of the manifest; the manifest itself is that of the name.
    if (idOf(manifest) !== id) throw corrupt(this.path(id), 'manifest.json');
    return { id, about: manifest.about, data };
  }

  /** A model's data without its arrays, which are not read; throws `model-missing` or `model-corrupt`. */
  async summary(id: ModelId): Promise<unknown> {
    return (await this.manifest(id)).data;
  }

  /** The model in use; undefined before one was trained, and where the operator chose none. */
  async live(): Promise<ModelId | undefined> {
    const text = await readFile(join(this.folder, 'live'), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return '';
      throw error;
    });
    const id = text.trim();
    if (id === '' || id === UNTRAINED) return undefined;
    if (ID.test(id)) return id;
    throw new AlongsideError(
      'model-corrupt',
      `${join(this.folder, 'live')} does not hold a model's id. Remove it and run "alongside train" again.`,
    );
  }

  /** Puts a stored model into use, in one step; `untrained`: none. Throws `model-missing` or `model-corrupt`. */
  async setLive(id: ModelId): Promise<void> {
    if (id === UNTRAINED) await mkdir(this.folder, { recursive: true });
    else await this.manifest(id);
    const next = join(this.folder, 'live.partial');
    await writeDurably(next, Buffer.from(`${id}\n`));
    await rename(next, join(this.folder, 'live'));
  }

  /** All models, the newest first, also those that are damaged. */
  async list(): Promise<ModelSummary[]> {
    const live = await this.live();
    const found: ModelSummary[] = [];
    for (const id of (await names(this.folder)).filter((name) => ID.test(name))) {
      const damaged = await this.manifest(id).then(() => false, isDamage);
      const dated = await stat(join(this.path(id), 'manifest.json')).catch(() => stat(this.path(id)));
      found.push({ id, createdAt: dated.mtime, live: id === live, damaged });
    }
    return found.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }

  /** Removes all but the `keep` newest models, never the one in use; returns the removed. */
  async prune(keep: number): Promise<ModelId[]> {
    const old = (await this.list()).slice(keep).filter(({ live }) => !live);
    for (const { id } of old) await rm(this.path(id), { recursive: true, force: true });
    return old.map(({ id }) => id);
  }

  /** Keeps what a training failed on, for inspection; returns the file's path. */
  async keepFailure(name: string, content: object): Promise<string> {
    const folder = join(this.folder, 'diverged');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.json`);
    await writeDurably(path, Buffer.from(`${JSON.stringify(content, undefined, 2)}\n`));
    return path;
  }

  /** Removes all models and checkpoints. */
  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private async manifest(id: ModelId): Promise<FolderManifest> {
    const manifest = await readManifest(this.path(id));
    if (idOf(manifest) !== id) throw corrupt(this.path(id), 'manifest.json');
    return manifest;
  }

  private path(id: ModelId): string {
    return join(this.folder, id);
  }
}

/** True for what says that a model is not whole; throws all else. */
function isDamage(error: unknown): true {
  if (error instanceof AlongsideError) return true;
  throw error;
}

function idOf({ data, files }: Pick<FolderManifest, 'data' | 'files'>): ModelId {
  return contentName(canonicalJson({ json: data, files }));
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AlongsideError } from '../../core/index.js';
import type { NumberArray } from '../codec/index.js';
import {
  columnFileName,
  columnFileSchema,
  describeColumn,
  readColumn,
  writeColumn,
  writeDurably,
} from './column-file.js';
import { packArrays, unpackArrays, type TextColumn } from './packed-arrays.js';

/** What a folder holds, as its `manifest.json` says. */
export const folderManifestSchema = z.strictObject({
  format: z.literal(1),
  /** What the caller says of it beside the data; not in the way of what was computed. */
  about: z.json(),
  data: z.json(),
  /** Files beside the manifest, by the name that `data` calls them. */
  files: z.record(z.string().regex(/^[A-Za-z0-9_.-]+$/), columnFileSchema),
});
export type FolderManifest = z.infer<typeof folderManifestSchema>;

/** Plain data, ready to be written to a folder. */
export interface FolderContent {
  readonly manifest: FolderManifest;
  readonly columns: ReadonlyMap<string, NumberArray | TextColumn>;
}

/** Takes the arrays out of `data` and describes them. */
export function folderContent(about: FolderManifest['about'], data: unknown): FolderContent {
  const { json, columns } = packArrays(data);
  const files = Object.fromEntries([...columns].map(([name, column]) => [name, describeColumn(column)]));
  return { manifest: { format: 1, about, data: json as FolderManifest['data'], files }, columns };
}

/** Writes a folder that stands at `path` whole or not at all: beside its place first, and renamed when the disk has it. */
export async function writeFolder(path: string, { manifest, columns }: FolderContent): Promise<void> {
  const partial = `${path}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  for (const [name, column] of columns) {
    await writeColumn(join(partial, columnFileName(name, manifest.files[name])), column);
  }
  await writeDurably(join(partial, 'manifest.json'), Buffer.from(`${JSON.stringify(manifest, undefined, 2)}\n`));
  await syncFolder(partial);
  await rename(partial, path);
  await syncFolder(join(path, '..'));
}

/** The manifest of a folder; throws `model-missing` or `model-corrupt`. */
export async function readManifest(path: string): Promise<FolderManifest> {
  const text = await readFile(join(path, 'manifest.json'), 'utf8').catch((cause: unknown) => {
    if (!isMissing(cause)) throw cause;
    throw new AlongsideError(
      'model-missing',
      `There is no model in ${path}. Train one with "alongside train".`,
      { path },
      { cause },
    );
  });
  try {
    return folderManifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw corrupt(path, 'manifest.json', cause);
  }
}

/** The data of a folder, every file checked against its hash; throws `model-missing` or `model-corrupt`. */
export async function readFolder(path: string): Promise<{ manifest: FolderManifest; data: unknown }> {
  const manifest = await readManifest(path);
  const columns = new Map<string, NumberArray | TextColumn>();
  for (const [name, file] of Object.entries(manifest.files)) {
    const fileName = columnFileName(name, file);
    const column = await readColumn(join(path, fileName), file).catch((cause: unknown) => {
      throw isMissing(cause) ? corrupt(path, fileName, cause) : cause;
    });
    if (column === undefined) throw corrupt(path, fileName);
    columns.set(name, column);
  }
  return { manifest, data: unpackArrays({ json: manifest.data, columns }) };
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

/** Makes the names in a folder durable; some systems do not let a folder be opened, and need no such thing. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  try {
    await folder?.sync().catch(() => undefined);
  } finally {
    await folder?.close();
  }
}

export function corrupt(path: string, file: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'model-corrupt',
    `${join(path, file)} is damaged or missing. Remove the folder ${path} and run "alongside train" again.`,
    { path, file },
    { cause },
  );
}

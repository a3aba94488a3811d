import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AlongsideError, UsageError } from '../../core/index.js';
import { readColumns } from './row-reader.js';
import { fileKinds, rowKinds, type FileKind } from './row-kinds.js';

/** A canonical file and what it holds. */
export interface SourceFile {
  readonly path: string;
  readonly kind: FileKind;
}

export interface Sources {
  /** In the order of import: categories, products, category relations, events. */
  readonly files: readonly SourceFile[];
  /** Files in a given folder that are none of ours; left alone. */
  readonly ignored: readonly string[];
}

/**
 * What to import from folders and files. In a folder the canonical names count; a file named on its own may have
 * any name, and is then known by its columns. Throws a `UsageError` that says what was expected.
 */
export async function findSources(paths: readonly string[]): Promise<Sources> {
  const files: SourceFile[] = [];
  const ignored: string[] = [];
  for (const path of new Set(paths.map((each) => resolve(each)))) {
    if (await isFolder(path)) {
      const found = await inFolder(path);
      files.push(...found.files);
      ignored.push(...found.ignored);
    } else files.push({ path, kind: kindByName(basename(path)) ?? (await kindByColumns(path)) });
  }
  const unique = [...new Map(files.map((file) => [file.path, file])).values()];
  return { files: unique.sort((a, b) => fileKinds.indexOf(a.kind) - fileKinds.indexOf(b.kind)), ignored };
}

async function inFolder(folder: string): Promise<Sources> {
  const files: SourceFile[] = [];
  const ignored: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const kind = kindByName(name);
    if (kind !== undefined) files.push({ path: join(folder, name), kind });
    else if (!name.startsWith('.')) ignored.push(join(folder, name));
  }
  const twice = files.find(({ kind }, i) => files.findIndex((other) => other.kind === kind) !== i);
  if (twice !== undefined) {
    throw new UsageError(
      'file-ambiguous',
      `${folder} has ${twice.kind}.csv both plain and packed. Remove one, or name the files to import.`,
      { folder },
    );
  }
  if (files.length === 0) {
    throw new UsageError(
      'nothing-to-import',
      `${folder} holds none of ${fileKinds.map((kind) => `${kind}.csv`).join(', ')} (plain or .gz), so there is nothing to import.`,
      { folder },
    );
  }
  return { files, ignored };
}

function kindByName(name: string): FileKind | undefined {
  return fileKinds.find((kind) => name === `${kind}.csv` || name === `${kind}.csv.gz`);
}

async function kindByColumns(path: string): Promise<FileKind> {
  const columns = await readColumns(path);
  const kind = fileKinds.find((each) => rowKinds[each].required.every((name) => columns.includes(name)));
  if (kind !== undefined) return kind;
  throw new AlongsideError(
    'file-unknown',
    `${path} is none of the canonical files: its first line names neither the columns of ${fileKinds
      .map((each) => `${each} (${rowKinds[each].required.join(', ')})`)
      .join(', nor of ')}.`,
    { path },
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw new UsageError('path-missing', `There is no file or folder ${path}.`, { path }, { cause });
  }
}

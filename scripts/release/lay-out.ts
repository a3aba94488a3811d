import { copyFileSync, linkSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What is laid out: paths below `root`, files and whole folders, with `/`. */
export interface Layout {
  readonly root: string;
  readonly paths: readonly string[];
  readonly into: string;
}

/**
 * Lays files and folders out elsewhere as they lie below a root. Files are hard links where both are on one file system, else
 * copies: what is laid out is to be read, or removed, never written.
 *
 * @throws where a path does not exist
 */
export function layOut({ root, paths, into }: Layout): void {
  for (const path of paths) {
    mkdirSync(dirname(join(into, path)), { recursive: true });
    put(join(root, path), join(into, path));
  }
}

function put(from: string, to: string): void {
  const status = lstatSync(from);
  if (status.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (status.isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from)) put(join(from, name), join(to, name));
  } else linkOrCopy(from, to);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && ['EXDEV', 'EPERM', 'EMLINK'].includes(String(error.code))))
      throw error;
    copyFileSync(from, to);
  }
}

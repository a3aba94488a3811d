import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { identityOf } from '../home/index.js';

/** Where this process writes a backup until it is whole: beside it, so that it can be renamed. */
export function partialFolder(folder: string): string {
  return join(dirname(folder), `${prefixOf(folder)}${process.pid}`);
}

/** Removes what cut-off backups to the same folder left: they name customers. One that another process writes now stays. */
export async function sweepPartials(folder: string): Promise<void> {
  const prefix = prefixOf(folder);
  for (const name of await readdir(dirname(folder))) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : '';
    if (!/^\d+$/.test(pid)) continue;
    // A pid comes again, and in a container at every start: what bears this one's is not of a process that runs.
    if (Number(pid) !== process.pid && identityOf(Number(pid)) !== undefined) continue;
    await removePartial(join(dirname(folder), name));
  }
}

/** What cannot be removed must not hide why a backup failed. */
export async function removePartial(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

function prefixOf(folder: string): string {
  return `.${basename(folder)}.partial-`;
}

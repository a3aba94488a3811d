import { chmodSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

const OTHERS = 0o077;
/** Of folders that belong to all, such as that of temporary files. */
const SHARED = 0o1000;

/**
 * Closes a home that stands open to other users: passwords, events of customers and models are in it. Only a folder that
 * servers were started in is touched; one that is not ours to close, or that all share, is told of.
 *
 * @returns a sentence about what was found; undefined where the home is closed, or is none yet
 */
export function closeHome(home: string): string | undefined {
  if (process.platform === 'win32' || !existsSync(join(home, 'stack.json'))) return undefined;
  const { mode } = statSync(home);
  if ((mode & OTHERS) === 0) return undefined;
  const shown = (mode & 0o777).toString(8);
  try {
    if ((mode & SHARED) === 0) {
      chmodSync(home, mode & ~OTHERS & 0o777);
      return `The home ${home} stood open to other users (mode ${shown}). It is closed: only you can read it.`;
    }
  } catch {
    // Another user's folder.
  }
  return `The home ${home} stands open to other users (mode ${shown}), and passwords and customers are in it. Close it with "chmod 700", or choose another with --home.`;
}

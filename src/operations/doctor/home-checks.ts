import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AlongsideError, messageOf } from '../../core/index.js';
import { StackFile } from '../home/index.js';
import { broken, ok, warning, type Finding } from './finding.js';

/** The folder of a home: there, ours to write, and its record of servers readable. */
export function checkHome(home: string): Finding {
  if (!existsSync(home)) return ok('home', `${home} is made by the first command that writes to it`);
  if (!statSync(home).isDirectory()) return broken('home', `${home} is a file`, 'Name a folder with --home.');
  try {
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
    new StackFile(home).read();
    return ok('home', home);
  } catch (error) {
    if (error instanceof AlongsideError && error.code === 'stack-file-broken') {
      return broken(
        'home',
        `${join(home, 'stack.json')} cannot be read as this version's record of its servers`,
        'Stop any server of this home by hand, then move the home away or choose another one with --home.',
      );
    }
    return broken('home', messageOf(error), 'See that the folder is yours, or name another one with --home.');
  }
}

/** Files of passwords and customers, and who may read them. */
export function checkModes(home: string): Finding {
  if (!existsSync(home) || !statSync(home).isDirectory()) return ok('file modes', 'nothing is there yet');
  const open = ['.', ...named(home)].filter((name) => (statSync(join(home, name)).mode & 0o077) !== 0);
  if (open.length === 0) return ok('file modes', 'the home is its owner’s alone');
  const paths = open.map((name) => (name === '.' ? home : join(home, name)));
  return warning(
    'file modes',
    `others of this machine may read ${paths.join(', ')}`,
    `Take that from them: chmod go-rwx ${paths.map((path) => `'${path.replaceAll("'", "'\\''")}'`).join(' ')}`,
  );
}

function named(home: string): string[] {
  return readdirSync(home).filter((name) => name === 'stack.json' || /rejects.*\.csv$/.test(name));
}

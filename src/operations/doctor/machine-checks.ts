import { readFileSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { messageOf, packageRoot } from '../../core/index.js';
import { findJavaFor } from '../local-servers/index.js';
import { broken, ok, warning, type Finding } from './finding.js';

const GB = 1e9;
/** Below this, nothing can be written soon; and what one more snapshot and a checkpoint of a middling shop take. */
const LEAST_DISK = 0.2 * GB;
const GOOD_DISK = 2 * GB;
/** What both local servers and one job take at their defaults. */
const GOOD_MEMORY = 4 * GB;

export function checkNode(): Finding {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  const least = engines.node.replace(/^>=/, '').split('.').map(Number);
  const here = process.versions.node.split('.').map(Number);
  const [a, b, c] = here.map((part, i) => part - least[i]);
  const newEnough = a > 0 || (a === 0 && (b > 0 || (b === 0 && c >= 0)));
  return newEnough
    ? ok('Node', process.versions.node)
    : broken('Node', `${process.versions.node} is older than ${least.join('.')}`, 'Install a newer Node.');
}

/** Only where Neo4j is started here. */
export async function checkJava(env: Readonly<NodeJS.ProcessEnv>, version: string | undefined): Promise<Finding> {
  try {
    const { path, release } = await findJavaFor(version, env);
    return ok('Java', `${release} at ${path}`);
  } catch (error) {
    return broken('Java', messageOf(error), 'Then run "alongside up".');
  }
}

export function checkMemory(): Finding {
  // A container's limit is none of the machine's: 0, or more than it has, where there is no limit.
  const limit = process.constrainedMemory();
  const total = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  const says = `${(total / GB).toFixed(1)} GB`;
  return total >= GOOD_MEMORY
    ? ok('memory', says)
    : warning(
        'memory',
        `${says} in all`,
        'Give the machine 4 GB, or let Neo4j take less with ALONGSIDE_NEO4J_HEAP and ALONGSIDE_NEO4J_PAGECACHE.',
      );
}

export function checkDisk(home: string): Finding {
  const folder = nearestThere(home);
  if (folder === undefined) return broken('disk', `${home} cannot be asked for its disk`, 'Name another --home.');
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const says = `${(free / GB).toFixed(1)} GB free at ${folder}`;
  if (free < LEAST_DISK) return broken('disk', says, 'Free some, then run "alongside down" and "alongside up".');
  return free < GOOD_DISK ? warning('disk', says, 'Free some before the next import or embedding.') : ok('disk', says);
}

/** Whether the API could listen; a service that runs already is no fault. */
export async function checkPort(port: number): Promise<Finding> {
  const taken = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(true);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(false);
      });
    });
  });
  if (!taken) return ok('port', `${port} is free`);
  return warning(
    'port',
    `${port} is taken, maybe by an API that runs already`,
    'If not, stop what listens there, or serve on another one with --port.',
  );
}

function nearestThere(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    try {
      statfsSync(folder);
      return folder;
    } catch {
      if (folder === dirname(folder)) return undefined;
    }
  }
}

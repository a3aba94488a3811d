import { existsSync } from 'node:fs';
import { StackFile, type ServerName } from '../home/index.js';
import { noProgress, type ReportProgress } from '../../core/index.js';
import { withFolderLock } from './folder-lock.js';
import { stopServer } from './server-process.js';

/** Seconds to write everything down before a server is killed. */
export const graceSeconds: Readonly<Record<ServerName, number>> = { neo4j: 60, redis: 30 };

/** Stops the servers that run from this home, whoever started them; `stopped` names those that were running. */
export async function down(options: {
  readonly home: string;
  readonly progress?: ReportProgress;
}): Promise<{ stopped: readonly string[] }> {
  const { home, progress = noProgress } = options;
  if (!existsSync(home)) return { stopped: [] };
  return await withFolderLock(home, { waitSeconds: 60 }, async () => {
    const file = new StackFile(home);
    progress({ step: 'stopping the servers', done: 0, unit: 'servers' });
    const names: readonly ServerName[] = ['neo4j', 'redis'];
    const wasRunning = await Promise.all(names.map((name) => stopRemembered(name, file)));
    return { stopped: names.filter((_, i) => wasRunning[i]) };
  });
}

/** Stops the server on record, if it still is that very process, and forgets the process. True when it was running. */
export async function stopRemembered(name: ServerName, file: StackFile): Promise<boolean> {
  const record = file.read()[name];
  if (record?.process === undefined) return false;
  const { process, ...rest } = record;
  const wasRunning = await stopServer(process, graceSeconds[name]);
  file.put(name, rest);
  return wasRunning;
}

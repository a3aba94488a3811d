import { endedServers, StackFile, type ServerName } from '../home/index.js';
import { withFolderLock } from './folder-lock.js';
import type { StackOptions } from './stack-options.js';
import { bringUp } from './up.js';

const NAMES: readonly ServerName[] = ['neo4j', 'redis'];

/**
 * Starts the servers of a home that ended by themselves, and counts it in the home's record. Of several processes that want to,
 * one does; where somebody stopped the servers meanwhile, nobody does.
 *
 * @returns those that this call started
 */
export async function reviveServers(
  options: StackOptions,
  named: Partial<Record<ServerName, unknown>>,
  now: Date,
): Promise<readonly ServerName[]> {
  return withFolderLock(options.home, { waitSeconds: 600, signal: options.signal }, async () => {
    const file = new StackFile(options.home);
    const before = file.read();
    if (endedServers(before, named).length === 0) return [];
    const { started } = await bringUp(options);
    const again = NAMES.filter((name) => started.includes(name) && before[name]?.process !== undefined);
    const record = file.read();
    for (const name of NAMES) {
      // A server that starts is put on record without its past.
      const restarts = again.includes(name)
        ? { count: (before[name]?.restarts?.count ?? 0) + 1, last: now.toISOString() }
        : before[name]?.restarts;
      if (record[name] !== undefined && restarts !== undefined) file.put(name, { ...record[name], restarts });
    }
    return again;
  });
}

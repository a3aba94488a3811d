import { isUp } from './connections.js';
import type { HomeRecord, ServerName } from './home-record.js';

const NAMES: readonly ServerName[] = ['neo4j', 'redis'];

/** The servers of a home that ended by themselves: `down` forgets the process of one that it stops. */
export function endedServers(record: HomeRecord, named: Partial<Record<ServerName, unknown>>): ServerName[] {
  return NAMES.filter(
    (name) => named[name] === undefined && record[name]?.process !== undefined && !isUp(record[name]),
  );
}

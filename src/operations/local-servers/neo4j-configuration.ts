import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../core/index.js';

export interface Neo4jMemory {
  /** Largest heap, as Java writes sizes: `1g`, `768m`. */
  readonly heap: string;
  readonly pageCache: string;
}

/** Sizes for a development machine, or those of `ALONGSIDE_NEO4J_HEAP` and `ALONGSIDE_NEO4J_PAGECACHE`. */
export function neo4jMemory(env: Readonly<NodeJS.ProcessEnv>): Neo4jMemory {
  return {
    heap: sizeSetting(env, 'ALONGSIDE_NEO4J_HEAP', '1g'),
    pageCache: sizeSetting(env, 'ALONGSIDE_NEO4J_PAGECACHE', '256m'),
  };
}

function sizeSetting(env: Readonly<NodeJS.ProcessEnv>, name: string, otherwise: string): string {
  const size = env[name] ?? otherwise;
  if (!/^[1-9]\d*[kmg]$/i.test(size)) {
    throw new UsageError('memory-size-invalid', `${name} is "${size}"; write a size such as 768m or 2g.`, {
      name,
      size,
    });
  }
  return size;
}

/** Writes `conf/neo4j.conf` of a Neo4j folder: Bolt on loopback and nothing else. */
export function writeNeo4jConfiguration(folder: string, line: string, port: number, memory: Neo4jMemory): void {
  const settings = { ...commonSettings(port, memory), ...(line.startsWith('5.') ? settingsOf5 : settingsOf2026) };
  const text = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  mkdirSync(join(folder, 'conf'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'conf', 'neo4j.conf'), text.join(''), { mode: 0o600 });
}

function commonSettings(port: number, { pageCache, heap }: Neo4jMemory): Record<string, string> {
  return {
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.bolt.advertised_address': `127.0.0.1:${port}`,
    'server.http.enabled': 'false',
    'server.https.enabled': 'false',
    'dbms.security.auth_enabled': 'true',
    'server.memory.pagecache.size': pageCache,
    // A statement that gathers too much ends with an error; without, the server ends.
    'db.memory.transaction.max': shareOf(heap, 0.5),
    'db.memory.transaction.total.max': shareOf(heap, 0.7),
    'dbms.usage_report.enabled': 'false',
    // LOAD CSV reads this folder of the home and no other file of the machine.
    'server.directories.import': 'import',
    // Without these, each database claims 256 MB of disk before its first transaction.
    'db.tx_log.preallocate': 'false',
    'db.tx_log.rotation.size': '16m',
    'db.tx_log.rotation.retention_policy': '64m size',
    // Stopping waits for idle connections otherwise: 12 s instead of one.
    'internal.server.bolt.thread_pool_shutdown_wait_time': '1s',
    'internal.server.bolt.connection_shutdown_wait_time': '1s',
    'internal.dbms.bolt.netty_server_shutdown_timeout': '1s',
  };
}

/** A share of a size, as Neo4j writes sizes, in kilobytes. */
function shareOf(size: string, share: number): string {
  const kilobytes = { k: 1, m: 1024, g: 1024 ** 2 }[size.slice(-1).toLowerCase()] ?? 1;
  return `${Math.floor(Number.parseInt(size, 10) * kilobytes * share)}k`;
}

const settingsOf5 = { 'internal.dbms.bolt.netty_server_shutdown_quiet_period': '0' };

const settingsOf2026 = {
  'internal.dbms.bolt.netty_server_shutdown_quiet_period_duration': '0s',
  'dbms.fleet_manager.enabled': 'false',
  'server.fleet_discovery.enabled': 'false',
};

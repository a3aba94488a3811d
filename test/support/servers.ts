import { join } from 'node:path';
import { Redis } from 'ioredis';
import { after } from 'mocha';
import neo4j, { type Driver } from 'neo4j-driver';
import { noProgress, type ServerConnections } from '../../src/core/index.js';
import { up } from '../../src/operations/local-servers/index.js';
import { runFolder } from './run-folder.js';

/** For the hook that first calls `testServers`: a machine without a cache fetches 120 MB. */
export const serversTimeout = 600_000;

let home: string | undefined;
let servers: Promise<ServerConnections> | undefined;

/**
 * The Neo4j and Redis of this process: started at the first call in a temporary home, shared by all files of tests that
 * the process runs, one after another, and killed when the run ends. `ALONGSIDE_TEST_NEO4J=2026.08` selects the version;
 * `NEO4J_URI` and `REDIS_URL` name servers that must be empty, since tests empty them.
 */
export function testServers(): Promise<ServerConnections> {
  servers ??= start();
  return servers;
}

/** The home that `testServers` runs in, for a command line under test. Call `testServers` first. */
export function testHome(): string {
  if (home === undefined) throw new Error('testServers() has not been called yet.');
  return home;
}

/** Removes every node and relationship; constraints and indexes stay. */
export async function emptyGraph({ neo4j: where }: Pick<ServerConnections, 'neo4j'>): Promise<void> {
  await withDriver(where, async (driver) => {
    const session = driver.session();
    try {
      await session.run('MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS');
    } finally {
      await session.close();
    }
  });
}

/** Removes every key of the database that the tests use. */
export async function emptyRedis({ redis }: Pick<ServerConnections, 'redis'>): Promise<void> {
  await withRedis(redis, (client) => client.flushdb());
}

/** Both at once: the state of a fresh home, but for the graph's schema. */
export async function emptyServers(connections: ServerConnections): Promise<void> {
  await Promise.all([emptyGraph(connections), emptyRedis(connections)]);
}

if (namesAServer()) {
  after('leave the servers that the environment names as they were', async () => {
    const running = await servers?.catch(() => undefined);
    if (running !== undefined) await emptyServers(running);
  });
}

async function start(): Promise<ServerConnections> {
  home = join(runFolder(), `home-${process.env['MOCHA_WORKER_ID'] ?? 'alone'}`);
  const neo4jVersion = process.env['ALONGSIDE_TEST_NEO4J'];
  const running = await up({
    home,
    env: process.env,
    progress: noProgress,
    ...(neo4jVersion === undefined ? {} : { neo4jVersion }),
  });
  if (namesAServer()) await refuseServersInUse(running);
  return running;
}

function namesAServer(): boolean {
  return process.env['NEO4J_URI'] !== undefined || process.env['REDIS_URL'] !== undefined;
}

async function refuseServersInUse(connections: ServerConnections): Promise<void> {
  const nodes = await withDriver(connections.neo4j, async (driver) => {
    const { records } = await driver.executeQuery('MATCH (n) RETURN count(n) AS nodes');
    return records[0].get('nodes') as number;
  });
  const keys = await withRedis(connections.redis, (client) => client.dbsize());
  if (nodes > 0 || keys > 0) {
    throw new Error(
      `NEO4J_URI and REDIS_URL name servers that hold ${nodes} nodes and ${keys} keys: tests would remove them.`,
    );
  }
}

async function withDriver<T>(where: ServerConnections['neo4j'], work: (driver: Driver) => Promise<T>): Promise<T> {
  const driver = neo4j.driver(where.uri, neo4j.auth.basic(where.user, where.password), {
    disableLosslessIntegers: true,
  });
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

async function withRedis<T>(where: ServerConnections['redis'], work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(where.url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

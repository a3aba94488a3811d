import type { ServerConnections } from '../../core/index.js';
import { neo4jConnectionOf, redisAddress } from '../../storage/reachability/index.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';
import { StackFile, type ServerRecord } from './home-record.js';

export const neo4jUser = 'neo4j';

/** Servers that the environment names are used as they are, and never started or stopped here. */
export interface EnvironmentServers {
  readonly neo4j?: ServerConnections['neo4j'];
  readonly redis?: ServerConnections['redis'];
}

/** What `NEO4J_URI` (with `NEO4J_USER`, `NEO4J_PASSWORD`, `NEO4J_DATABASE`) and `REDIS_URL` name; throws a UsageError for addresses that are none. */
export function environmentServers(env: Readonly<NodeJS.ProcessEnv>): EnvironmentServers {
  const uri = env['NEO4J_URI'] ?? '';
  const url = env['REDIS_URL'] ?? '';
  if (url !== '') redisAddress(url);
  return { ...(uri === '' ? {} : { neo4j: namedNeo4j(uri, env) }), ...(url === '' ? {} : { redis: { url } }) };
}

function namedNeo4j(uri: string, env: Readonly<NodeJS.ProcessEnv>): ServerConnections['neo4j'] {
  const [user, password, database] = [env['NEO4J_USER'], env['NEO4J_PASSWORD'], env['NEO4J_DATABASE']];
  return neo4jConnectionOf({ uri, user, password, database }, neo4jUser);
}

export function neo4jConnection({
  port,
  password,
}: Pick<ServerRecord, 'port' | 'password'>): ServerConnections['neo4j'] {
  return { uri: `bolt://127.0.0.1:${port}`, user: neo4jUser, password };
}

export function redisConnection({
  port,
  password,
}: Pick<ServerRecord, 'port' | 'password'>): ServerConnections['redis'] {
  return { url: `redis://:${password}@127.0.0.1:${port}` };
}

/** A URL as it may be shown: without what lets one in. */
export function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.toString();
}

/** A server whose process is on record and still is that process. */
export type RunningServer = ServerRecord & { readonly process: ProcessIdentity };

export function isUp(record: ServerRecord | undefined): record is RunningServer {
  return record?.process !== undefined && isRunning(record.process);
}

/** Where each server of a home is: the environment's where it names one, else the one that runs from this home. */
export function knownServers(options: {
  readonly home: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}): EnvironmentServers {
  const named = environmentServers(options.env);
  if (named.neo4j !== undefined && named.redis !== undefined) return named;
  const record = new StackFile(options.home).read();
  return {
    ...(isUp(record.neo4j) ? { neo4j: neo4jConnection(record.neo4j) } : {}),
    ...(isUp(record.redis) ? { redis: redisConnection(record.redis) } : {}),
    ...named,
  };
}

/** Where both are; undefined if one is not. */
export async function findServers(options: Parameters<typeof knownServers>[0]): Promise<ServerConnections | undefined> {
  const { neo4j, redis } = knownServers(options);
  return await Promise.resolve(neo4j === undefined || redis === undefined ? undefined : { neo4j, redis });
}

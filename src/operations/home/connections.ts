import type { ServerConnections } from '../../core/index.js';
import { isRunning, type ProcessIdentity } from './process-identity.js';
import { StackFile, type ServerRecord } from './home-record.js';

export const neo4jUser = 'neo4j';

/** Servers that the environment names are used as they are, and never started or stopped here. */
export interface EnvironmentServers {
  readonly neo4j?: ServerConnections['neo4j'];
  readonly redis?: ServerConnections['redis'];
}

/** What `NEO4J_URI` (with `NEO4J_USER`, `NEO4J_PASSWORD`) and `REDIS_URL` name. */
export function environmentServers(env: Readonly<NodeJS.ProcessEnv>): EnvironmentServers {
  const uri = env['NEO4J_URI'] ?? '';
  const url = env['REDIS_URL'] ?? '';
  const neo4j = { uri, user: env['NEO4J_USER'] ?? neo4jUser, password: env['NEO4J_PASSWORD'] ?? '' };
  return { ...(uri === '' ? {} : { neo4j }), ...(url === '' ? {} : { redis: { url } }) };
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

/** Where the servers of a home are: the environment's where it names them, else those running from this home; undefined if not both are up. */
export async function findServers(options: {
  readonly home: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}): Promise<ServerConnections | undefined> {
  const named = environmentServers(options.env);
  if (named.neo4j !== undefined && named.redis !== undefined) return { neo4j: named.neo4j, redis: named.redis };
  const record = new StackFile(options.home).read();
  const neo4j = named.neo4j ?? (isUp(record.neo4j) ? neo4jConnection(record.neo4j) : undefined);
  const redis = named.redis ?? (isUp(record.redis) ? redisConnection(record.redis) : undefined);
  return await Promise.resolve(neo4j === undefined || redis === undefined ? undefined : { neo4j, redis });
}

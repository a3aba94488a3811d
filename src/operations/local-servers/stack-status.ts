import {
  StackFile,
  environmentServers,
  isUp,
  neo4jConnection,
  redisConnection,
  withoutPassword,
} from '../home/index.js';
import { neo4jVersionAt } from './neo4j-access.js';
import { redisVersionAt } from './redis-server.js';

export interface ServerStatus {
  readonly running: boolean;
  /** As the server says itself, or as the home remembers it; null when neither is known. */
  readonly version: string | null;
  /** Started and stopped by `up` and `down`, not named in the environment. */
  readonly managed: boolean;
}

export interface StackStatus {
  readonly neo4j: (ServerStatus & { readonly uri: string }) | null;
  /** `url` without its password. */
  readonly redis: (ServerStatus & { readonly url: string }) | null;
}

const patience = 3000;

/** How the two servers of a home are; null for one that neither the environment nor the home knows. */
export async function stackStatus(options: {
  readonly home: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}): Promise<StackStatus> {
  const named = environmentServers(options.env);
  const record = new StackFile(options.home).read();
  const [neo4j, redis] = await Promise.all([neo4jStatus(named, record), redisStatus(named, record)]);
  return { neo4j, redis };
}

type Named = ReturnType<typeof environmentServers>;
type Remembered = ReturnType<StackFile['read']>;

async function neo4jStatus(named: Named, { neo4j: record }: Remembered): Promise<StackStatus['neo4j']> {
  const where = named.neo4j ?? (record === undefined ? undefined : neo4jConnection(record));
  if (where === undefined) return null;
  const managed = named.neo4j === undefined;
  const asked = !managed || isUp(record);
  const version = asked ? await neo4jVersionAt(where.uri, where.user, where.password, patience) : undefined;
  const remembered = managed ? record?.version : undefined;
  return { uri: where.uri, running: version !== undefined, version: version ?? remembered ?? null, managed };
}

async function redisStatus(named: Named, { redis: record }: Remembered): Promise<StackStatus['redis']> {
  const where = named.redis ?? (record === undefined ? undefined : redisConnection(record));
  if (where === undefined) return null;
  const managed = named.redis === undefined;
  const asked = !managed || isUp(record);
  const version = asked ? await redisVersionAt(where.url, patience) : undefined;
  const remembered = managed ? record?.version : undefined;
  return {
    url: withoutPassword(where.url),
    running: version !== undefined,
    version: version ?? remembered ?? null,
    managed,
  };
}

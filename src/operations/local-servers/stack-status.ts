import { messageOf, type ServerConnections } from '../../core/index.js';
import { GraphConnection } from '../../storage/neo4j/index.js';
import { checkRedis } from '../../storage/redis/index.js';
import {
  StackFile,
  environmentServers,
  isUp,
  neo4jConnection,
  redisConnection,
  withoutPassword,
  type ServerRecord,
} from '../home/index.js';
import { redisVersionAt } from './redis-server.js';

export interface ServerStatus {
  readonly running: boolean;
  /** As the server says itself, or as the home remembers it; null when neither is known. */
  readonly version: string | null;
  /** Started and stopped by `up` and `down`, not named in the environment. */
  readonly managed: boolean;
  /** Why it cannot be used, and what to do; null where it can, or was not started. */
  readonly problem: string | null;
  /** How often it ended by itself and was started again since `up`; null where it never did, or is not managed. */
  readonly restarts: NonNullable<ServerRecord['restarts']> | null;
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
  const found = await askedServer(asked, () => neo4jVersion(where));
  return { uri: where.uri, ...found, ...remembered(managed ? record : undefined, found.version), managed };
}

/** What the home knows of a server of its own; its version goes after what the server says itself. */
function remembered(
  record: ServerRecord | undefined,
  version: string | null | undefined,
): Pick<ServerStatus, 'version' | 'restarts'> {
  return { version: version ?? record?.version ?? null, restarts: record?.restarts ?? null };
}

async function redisStatus(named: Named, { redis: record }: Remembered): Promise<StackStatus['redis']> {
  const where = named.redis ?? (record === undefined ? undefined : redisConnection(record));
  if (where === undefined) return null;
  const managed = named.redis === undefined;
  const asked = !managed || isUp(record);
  const found = await askedServer(asked, async () => {
    await checkRedis(where.url);
    return redisVersionAt(where.url, patience);
  });
  return {
    url: withoutPassword(where.url),
    ...found,
    ...remembered(managed ? record : undefined, found.version),
    managed,
  };
}

/** What a server says of its version, or why it does not. */
async function askedServer(
  asked: boolean,
  version: () => Promise<string | undefined>,
): Promise<Pick<ServerStatus, 'running' | 'problem'> & { readonly version: string | undefined }> {
  if (!asked) return { running: false, version: undefined, problem: null };
  try {
    return { running: true, version: await version(), problem: null };
  } catch (error) {
    return { running: false, version: undefined, problem: messageOf(error) };
  }
}

/** The version of a Neo4j that lets us in; throws what `GraphConnection.open` throws. */
export async function neo4jVersion(where: ServerConnections['neo4j']): Promise<string> {
  const graph = await GraphConnection.open(where);
  try {
    return await graph.serverVersion();
  } finally {
    await graph.close();
  }
}

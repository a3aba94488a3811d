import { existsSync } from 'node:fs';
import { AlongsideError, messageOf, withinTime } from '../../core/index.js';
import { ModelStore } from '../../storage/models/index.js';
import { LiveSnapshot, openRedis } from '../../storage/redis/index.js';
import {
  StackFile,
  environmentServers,
  isUp,
  neo4jConnection,
  redisConnection,
  type ServerRecord,
} from '../home/index.js';
import { storedModel } from '../jobs/index.js';
import { broken, ok, PATIENCE, warning, type Finding } from './finding.js';
import { checkHome, checkModes } from './home-checks.js';
import { checkDisk, checkJava, checkMemory, checkNode, checkPort } from './machine-checks.js';
import { checkNeo4j } from './neo4j-checks.js';
import { checkRedis } from './redis-checks.js';

export interface Examined {
  readonly home: string;
  readonly models: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Where the API listens. */
  readonly port: number;
  readonly now: () => Date;
}

type HomeRecord = ReturnType<StackFile['read']>;

/** Looks at all that a home needs, at servers side by side, each for three seconds at most; changes nothing. */
export async function examine(examined: Examined): Promise<Finding[]> {
  const { home, models, env, port } = examined;
  const record = recordOf(home);
  const servers = await examineServers(examined, record);
  return [
    checkNode(),
    ...(environmentServers(env).neo4j === undefined ? [await checkJava(env, record?.neo4j?.version)] : []),
    checkMemory(),
    checkDisk(home),
    checkHome(home),
    checkModes(home),
    ...servers,
    await checkModel(models),
    await checkPort(port),
  ];
}

async function examineServers({ env, now }: Examined, record: HomeRecord | undefined): Promise<Finding[]> {
  const named = environmentServers(env);
  const neo4j = named.neo4j ?? whereOf(record?.neo4j, neo4jConnection);
  const redis = named.redis ?? whereOf(record?.redis, redisConnection);
  const found = await Promise.all([
    neo4j === undefined ? [notUp('Neo4j', record)] : checkNeo4j(neo4j, named.neo4j === undefined),
    redis === undefined ? [notUp('Redis', record)] : checkRedis(redis.url, named.redis === undefined, now),
    redis === undefined ? [] : snapshotInTime(redis.url),
  ]);
  return found.flat();
}

/** Undefined where it cannot be read, which the check of the home tells. */
function recordOf(home: string): HomeRecord | undefined {
  try {
    return existsSync(home) ? new StackFile(home).read() : { format: 1 };
  } catch {
    return undefined;
  }
}

function whereOf<Where>(
  record: ServerRecord | undefined,
  connection: (record: ServerRecord) => Where,
): Where | undefined {
  return isUp(record) ? connection(record) : undefined;
}

function notUp(check: 'Neo4j' | 'Redis', record: HomeRecord | undefined): Finding {
  if (record === undefined) {
    return broken(
      check,
      "unknown, as the home's record of its servers cannot be read",
      'Mend the home first, or name your own servers in NEO4J_URI and REDIS_URL.',
    );
  }
  const server = check === 'Neo4j' ? record.neo4j : record.redis;
  const says = server === undefined ? 'none was started for this home' : `${server.version} does not run`;
  return broken(check, says, 'Start it with "alongside up", or name your own in NEO4J_URI and REDIS_URL.');
}

/** Nothing where it takes too long: then Redis is told of. */
async function snapshotInTime(url: string): Promise<Finding[]> {
  return (await withinTime(PATIENCE, checkSnapshot(url))) ?? [];
}

/** Nothing where Redis does not answer: that is told already. */
async function checkSnapshot(url: string): Promise<Finding[]> {
  const redis = await openRedis(url).catch(() => undefined);
  if (redis === undefined) return [];
  try {
    const { manifest } = await new LiveSnapshot(redis).current();
    return [ok('live snapshot', `${manifest.id} of model ${manifest.model.id}`)];
  } catch (error) {
    const none = error instanceof AlongsideError && error.code === 'no-snapshot';
    const says = none ? 'none yet' : messageOf(error);
    return [
      none
        ? warning('live snapshot', says, 'Import a shop and run "alongside embed".')
        : broken('live snapshot', says, 'Run "alongside embed --full".'),
    ];
  } finally {
    redis.disconnect();
  }
}

async function checkModel(folder: string): Promise<Finding> {
  const store = new ModelStore(folder);
  try {
    const id = await store.live();
    if (id === undefined) return ok('model', 'none is in use: "alongside train" makes one');
    await storedModel(store, id);
    return ok('model', `${id} is in use`);
  } catch (error) {
    return broken('model', messageOf(error), 'Run "alongside train", or choose another with "alongside models use".');
  }
}

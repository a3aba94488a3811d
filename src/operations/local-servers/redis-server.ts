import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { messageOf } from '../../core/index.js';
import type { RedisBinary } from './redis-binary.js';
import type { ServerCommand } from './server-process.js';

export interface RedisSetup {
  readonly home: string;
  readonly binary: RedisBinary;
  readonly port: number;
  readonly password: string;
  /** Whether each write is flushed to the disk before its answer; else all of a second together. */
  readonly durable: boolean;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** Lays out `<home>/redis` and gives the command that runs Redis there in the foreground. */
export function redisCommand({ home, binary, port, password, durable, env }: RedisSetup): ServerCommand {
  const folder = join(home, 'redis');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'redis.conf');
  writeFileSync(file, redisConfiguration(folder, { port, password, durable }), { mode: 0o600 });
  return { program: binary.path, args: [file], folder, logFile: join(folder, 'redis.log'), env };
}

/** Loopback only; every write in a log that is flushed each second, or with each write; never evicts, since queues would lose jobs. */
function redisConfiguration(
  folder: string,
  { port, password, durable }: Pick<RedisSetup, 'port' | 'password' | 'durable'>,
): string {
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    'protected-mode': 'yes',
    requirepass: password,
    daemonize: 'no',
    dir: `"${folder.replace(/["\\]/g, '\\$&')}"`,
    appendonly: 'yes',
    appendfsync: fsyncOf(durable),
    save: '""',
    'maxmemory-policy': 'noeviction',
    // Millions of lists go away at once when a snapshot expires; freed by the main thread they would hold up every request.
    'lazyfree-lazy-expire': 'yes',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}\n`)
    .join('');
}

function fsyncOf(durable: boolean): string {
  return durable ? 'always' : 'everysec';
}

/** Changes that of a server that runs. */
export async function setDurable(url: string, durable: boolean): Promise<void> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 2000, maxRetriesPerRequest: 1 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.config('SET', 'appendfsync', fsyncOf(durable));
  } finally {
    client.disconnect();
  }
}

/** The server's version, as it says itself; undefined when it does not answer (yet) within `timeout` milliseconds. */
export async function redisVersionAt(url: string, timeout: number): Promise<string | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeout,
    commandTimeout: timeout,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Without a listener, ioredis writes each failed connection to the console; the caller sees `undefined`.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const info = await client.info('server');
    // Answers while it is still loading its data are errors, so an answer means ready.
    // A node of a cluster may say that another one holds the key, which is an answer too.
    await client.exists('alongside:ready').catch((error: unknown) => {
      if (!messageOf(error).startsWith('MOVED')) throw error;
    });
    return (/^valkey_version:(\S+)/m.exec(info) ?? /^redis_version:(\S+)/m.exec(info))?.[1];
  } catch {
    return undefined;
  } finally {
    client.disconnect();
  }
}

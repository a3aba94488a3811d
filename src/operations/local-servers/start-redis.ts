import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isUp, redisConnection, type ServerRecord, type StackFile } from '../home/index.js';
import { AlongsideError } from '../../core/index.js';
import { readRedisLock } from './artefact-lock.js';
import { isServing, launch } from './launch.js';
import { compareVersions, findRedis } from './redis-binary.js';
import { redisCommand, redisVersionAt, setDurable } from './redis-server.js';
import type { Start, StartContext } from './stack-options.js';

/** Finds or fetches all that this home's Redis needs, unless it already serves; what it returns starts it. */
export async function prepareRedis(context: StartContext): Promise<Start<'redis'>> {
  const { home, env, file, cache, progress, signal } = context;
  const remembered = file.read().redis;
  const durable = context.durable ?? remembered?.durable ?? false;
  const password = remembered?.password ?? randomBytes(24).toString('base64url');
  const isReady = async (port: number): Promise<boolean> =>
    (await redisVersionAt(redisConnection({ port, password }).url, 2000)) !== undefined;
  const logFile = join(home, 'redis', 'redis.log');
  if (isUp(remembered) && (await isServing({ title: 'Redis', isReady, progress, signal }, remembered, logFile))) {
    await keepDurable(file, remembered, durable);
    const serving = { ...redisConnection(remembered), version: remembered.version, managed: true };
    return () => Promise.resolve({ server: serving, startedNow: false });
  }
  const binary = await findRedis(readRedisLock(), cache, env, { progress, signal });
  refuseOlder(home, remembered?.version, binary.version);
  return async () => {
    const record = await launch({
      name: 'redis',
      title: `Redis ${binary.version}`,
      file,
      record: { version: binary.version, password, ...(durable ? { durable } : {}) },
      preferredPort: remembered?.port,
      command: (port) => redisCommand({ home, binary, port, password, durable, env }),
      isReady,
      progress,
      signal,
    });
    return { server: { ...redisConnection(record), version: record.version, managed: true }, startedNow: true };
  };
}

/** Has a server that runs flush as is asked for, and the home remember it. */
async function keepDurable(file: StackFile, remembered: ServerRecord, durable: boolean): Promise<void> {
  if (durable === (remembered.durable ?? false)) return;
  await setDurable(redisConnection(remembered).url, durable);
  file.put('redis', { ...remembered, durable });
}

/** An older server does not read a newer one's files: it would begin with an empty database. */
function refuseOlder(home: string, made: string | undefined, found: string): void {
  if (made === undefined || compareVersions(found, made) >= 0) return;
  throw new AlongsideError(
    'home-of-newer-redis',
    `The data in ${home} was written by Redis or Valkey ${made}, and the one found here is ${found}. Put ${made} or newer on the PATH, or choose another folder with --home.`,
    { home, made, found },
  );
}

import { Redis } from 'ioredis';
import { withinTime } from '../../core/index.js';
import { checkRedis as reachRedis } from '../../storage/redis/index.js';
import { withoutPassword } from '../home/index.js';
import { broken, ok, PATIENCE, warning, type Finding } from './finding.js';
import { notReached } from './not-reached.js';

/** Seconds between two clocks before keys, limits and dates of snapshots are told wrongly. */
const SKEW = 2;
const CONFIGURE = 'In its configuration set';

/** How Redis is; nothing but the first where it does not let us in. `ownProcess`: it is of this home, and lives. */
export async function checkRedis(url: string, ownProcess: boolean, now: () => Date): Promise<Finding[]> {
  const where = withoutPassword(url);
  const server = { check: 'Redis', where, variable: 'REDIS_URL', ownProcess } as const;
  try {
    await reachRedis(url);
  } catch (error) {
    return [notReached(server, error)];
  }
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  try {
    const found = await withinTime(PATIENCE, inside(client, where, now));
    return found ?? [notReached(server, `it fell silent for ${PATIENCE / 1000} s`)];
  } catch (error) {
    return [notReached(server, error)];
  } finally {
    client.disconnect();
  }
}

async function inside(client: Redis, where: string, now: () => Date): Promise<Finding[]> {
  await client.connect();
  const info = await client.info();
  return [
    versionOf(info, where),
    memoryOf(info),
    await policy(client),
    persistence(info),
    await lazyExpiry(client),
    await clock(client, now),
  ];
}

function value(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*)$`, 'm').exec(info)?.[1].trim();
}

function versionOf(info: string, where: string): Finding {
  const valkey = value(info, 'valkey_version');
  const version = valkey ?? value(info, 'redis_version') ?? '0';
  const [major, minor] = version.split('.').map(Number);
  const name = valkey === undefined ? 'Redis' : 'Valkey';
  return major > 6 || (major === 6 && minor >= 2)
    ? ok('Redis', `${name} ${version} at ${where}`)
    : broken('Redis', `${name} ${version} at ${where} is older than 6.2`, 'Run Redis 6.2 or newer, or Valkey.');
}

function memoryOf(info: string): Finding {
  const used = Number(value(info, 'used_memory') ?? 0);
  const most = Number(value(info, 'maxmemory') ?? 0);
  const says = `${(used / 1e6).toFixed(0)} MB of ${most === 0 ? 'no limit' : `${(most / 1e6).toFixed(0)} MB`}`;
  if (most > 0 && used > 0.95 * most) {
    return broken(
      'Redis maxmemory',
      `${says} are used`,
      'Raise maxmemory: an embedding writes a second snapshot beside the live one.',
    );
  }
  if (most > 0 && used > 0.45 * most) {
    return warning(
      'Redis maxmemory',
      `${says} are used`,
      'A second snapshot may not fit beside the live one: raise maxmemory.',
    );
  }
  return ok('Redis maxmemory', says);
}

async function policy(client: Redis): Promise<Finding> {
  const found = await setting(client, 'maxmemory-policy');
  if (found === undefined) return unknown('Redis maxmemory-policy', 'noeviction');
  return found === 'noeviction'
    ? ok('Redis maxmemory-policy', found)
    : broken(
        'Redis maxmemory-policy',
        `${found} lets Redis throw lists and jobs away`,
        `${CONFIGURE} maxmemory-policy noeviction.`,
      );
}

function persistence(info: string): Finding {
  const log = value(info, 'aof_enabled') === '1';
  const failed = value(info, 'aof_last_write_status') === 'err' || value(info, 'rdb_last_bgsave_status') === 'err';
  if (failed)
    return broken(
      'Redis appendonly',
      'its last write to disk failed',
      'See that its disk has room and is its own to write.',
    );
  return log
    ? ok('Redis appendonly', 'yes')
    : warning('Redis appendonly', 'no: keys, rules and lists are lost where it dies', `${CONFIGURE} appendonly yes.`);
}

async function lazyExpiry(client: Redis): Promise<Finding> {
  const found = await setting(client, 'lazyfree-lazy-expire');
  if (found === undefined) return unknown('Redis lazyfree-lazy-expire', 'yes');
  return found === 'yes'
    ? ok('Redis lazyfree-lazy-expire', found)
    : warning(
        'Redis lazyfree-lazy-expire',
        'no: requests wait while an old snapshot is freed',
        `${CONFIGURE} lazyfree-lazy-expire yes.`,
      );
}

async function clock(client: Redis, now: () => Date): Promise<Finding> {
  const before = now().getTime();
  const [seconds, micros] = await client.time();
  const between = (before + now().getTime()) / 2;
  const skew = (between - (seconds * 1000 + micros / 1000)) / 1000;
  const says = `${Math.abs(skew).toFixed(1)} s ${skew < 0 ? 'behind' : 'ahead of'} Redis`;
  return Math.abs(skew) <= SKEW
    ? ok('clock', says)
    : warning('clock', `this machine is ${says}`, 'Let both keep time with NTP: limits, dates and rules go by it.');
}

/** A server that is somebody's service may not let its settings be read. */
async function setting(client: Redis, name: string): Promise<string | undefined> {
  try {
    const found = await client.config('GET', name);
    return found.at(1);
  } catch {
    return undefined;
  }
}

function unknown(check: string, wanted: string): Finding {
  return warning(check, 'the server does not tell', `See that it is ${wanted}.`);
}

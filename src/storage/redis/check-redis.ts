import { Redis } from 'ioredis';
import { AlongsideError, UsageError, messageOf } from '../../core/index.js';
import {
  answerOrListener,
  isUntrusted,
  listenerNow,
  networkFault,
  redisAddress,
  type Listener,
  type RedisAddress,
  type ServerFault,
} from '../reachability/index.js';
import { isOfCluster, namesCluster } from './redis-cluster.js';
import { redisFault } from './redis-fault.js';

/** Milliseconds for a connection, for the first sign of an answer, and for it. */
const PATIENCE = { connection: 2000, sign: 1000, answer: 2000 };

export interface RedisNeeds {
  /** Whether a replica that only reads will not do. */
  readonly writes?: boolean;
}

/**
 * Finds out whether the Redis of a URL can be used, and otherwise why not, within three seconds.
 *
 * @throws AlongsideError `redis-unreachable` with the cause as `fault` and what to do; UsageError for a URL that is none,
 * or a database that is not there
 */
export async function checkRedis(url: string, { writes = false }: RedisNeeds = {}): Promise<void> {
  const address = redisAddress(url);
  const unconnected = await networkFault(address, PATIENCE.connection);
  if (unconnected !== undefined) throw redisFault(address, unconnected);
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE.answer,
    commandTimeout: PATIENCE.answer,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  // What goes wrong is told here; the call itself only says that the connection is closed.
  let told: Error | undefined;
  client.on('error', (error: Error) => (told ??= error));
  try {
    const asked = answerOf(client, address, namesCluster(url));
    const found = await answerOrListener(asked, address, 'redis', PATIENCE);
    if ('listener' in found) throw redisFault(address, faultBy(found.listener, address), LATE, found.listener);
    if (writes && /^role:slave[^]*^slave_read_only:1/m.test(found.answer)) throw redisFault(address, 'read-only');
  } catch (error) {
    if (error instanceof AlongsideError) throw error;
    throw await causeOf(address, told ?? error);
  } finally {
    client.disconnect();
  }
}

const LATE = new Error('it is late');

/** What a server says of its replication, once it answers in that database. */
async function answerOf(client: Redis, { database, shown }: RedisAddress, ofCluster: boolean): Promise<string> {
  await client.connect();
  if (ofCluster && !isOfCluster(await client.info('cluster'))) {
    throw new UsageError(
      'invalid-option',
      `REDIS_URL says "cluster=true", and the Redis at ${shown} is of no cluster. Leave it out.`,
    );
  }
  if (database > 0) await client.select(database);
  await client.ping();
  return client.info('replication');
}

async function causeOf(address: RedisAddress, error: unknown): Promise<AlongsideError> {
  const message = messageOf(error);
  if (/DB index is out of range|SELECT is not allowed/.test(message)) return unknownDatabase(address);
  const known = KNOWN.find(([words]) => words.test(message));
  if (known !== undefined) return redisFault(address, known[1], error);
  if (address.secure && isUntrusted(`${message} ${codeOf(error)}`)) return redisFault(address, 'certificate', error);
  const listener = await listenerNow(address);
  return redisFault(address, faultBy(listener, address), error, listener);
}

const KNOWN: readonly (readonly [RegExp, ServerFault])[] = [
  [/^NOAUTH|Authentication required/, 'no-password'],
  [/^WRONGPASS|invalid password|invalid username-password/, 'wrong-password'],
  [/^LOADING/, 'loading'],
  [/^MASTERDOWN/, 'read-only'],
];

function faultBy(listener: Listener, { secure }: RedisAddress): ServerFault {
  if (listener === 'redis') return secure ? 'tls-not-expected' : 'other';
  if (listener === 'tls') return secure ? 'other-server' : 'tls-expected';
  return listener === 'silent' ? 'silent' : 'other-server';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function unknownDatabase({ database, shown }: RedisAddress): UsageError {
  return new UsageError(
    'invalid-option',
    `REDIS_URL names the database ${database}, which the Redis at ${shown} does not have.`,
    {
      host: shown,
      fault: 'unknown-database',
    },
  );
}

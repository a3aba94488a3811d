import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import { UsageError } from '../../core/index.js';
import { answerOrListener, redisAddress } from '../reachability/index.js';

/** Of a URL: its server is a node of a Redis Cluster, whose others are found by asking it. */
const MARK = 'cluster';
/** Milliseconds that asking a server for its kind may take. */
const PATIENCE = 2000;

/** Milliseconds to say something, and to tell its kind: what is silent is told of by whoever connects next. */
const TO_TELL = { sign: 600, answer: 1200 };

/** What is set of each connection to a node. */
type NodeOptions = Pick<
  RedisOptions,
  'maxRetriesPerRequest' | 'autoResendUnfulfilledCommands' | 'connectTimeout' | 'disconnectTimeout' | 'commandTimeout'
>;

/** Whether a URL names a node of a Redis Cluster, as `?cluster=true` says. */
export function namesCluster(url: string): boolean {
  return URL.canParse(url) && new URL(url).searchParams.get(MARK) === 'true';
}

/**
 * A URL as it is, or marked where the server that it names says that it is a node of a Redis Cluster. One that does not answer
 * is left to whoever connects.
 */
export async function markCluster(url: string): Promise<string> {
  if (!URL.canParse(url) || namesCluster(url) || !(await isClusterNode(url))) return url;
  const marked = new URL(url);
  marked.searchParams.set(MARK, 'true');
  return marked.toString();
}

/** Whether what a server says of its cluster is that it is a node of one. */
export function isOfCluster(info: string): boolean {
  return /^cluster_enabled:1/m.test(info);
}

async function isClusterNode(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE,
    commandTimeout: PATIENCE,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined);
  try {
    const address = redisAddress(url);
    const told = redis.connect().then(() => redis.info('cluster'));
    const found = await answerOrListener(told, address, 'redis', TO_TELL);
    return 'answer' in found && isOfCluster(found.answer);
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/**
 * A client of the whole cluster, not yet connected; throws a UsageError for a URL with a database, as a cluster has one alone.
 * It takes the same commands as a client of one server, if their keys lie on one node.
 */
export function clusterAt(url: string, ofNodes: NodeOptions = {}, options: ClusterOptions = {}): Cluster {
  const { hostname, port, username, password, pathname, protocol } = new URL(url);
  if (!['', '/', '/0'].includes(pathname)) {
    throw new UsageError(
      'invalid-option',
      `The Redis at ${hostname}:${port} is a cluster, which has no database "${pathname.slice(1)}": leave it out of REDIS_URL, and use another cluster for another shop.`,
    );
  }
  const access = {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
  return new Cluster([{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 6379 : port) }], {
    lazyConnect: true,
    slotsRefreshTimeout: PATIENCE,
    ...options,
    redisOptions: { ...ofNodes, ...access },
  });
}

/** The servers that keys are spread over, for what each must be asked: all masters of a cluster, or the one server. */
export function serversOf(redis: Redis): Redis[] {
  return redis instanceof Cluster ? (redis as Cluster).nodes('master') : [redis];
}

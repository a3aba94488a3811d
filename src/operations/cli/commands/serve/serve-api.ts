import { setFlagsFromString } from 'node:v8';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import {
  USUAL_TIMES,
  createApi,
  listen,
  startTracing,
  type ApiSettings,
  type ListeningServer,
  type ServerLimits,
} from '../../../../serving/http/index.js';
import { messageOf, type ServerConnections, withinTime } from '../../../../core/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { GraphConnection } from '../../../../storage/neo4j/index.js';
import { countQueues } from '../../../../storage/queue/index.js';
import { RedisWatch, openRedis } from '../../../../storage/redis/index.js';
import type { ServerKeeper } from '../../../local-servers/index.js';
import { listenForMetrics, type ListenAddress } from '../../metrics-address.js';
import type { ChildLine } from './processes/child.js';
import { leadVersions } from './processes/version-leader.js';
import type { ServedAt } from './served-at.js';

/** Seconds that requests in progress have when the service is told to end. */
const GRACE = 4;
/** Milliseconds for which what Redis says is believed where nobody tells of a change. */
const BELIEVE_FOR = 5000;

/** What one process serves. */
export interface ServedApi {
  readonly servers: ServerConnections;
  /** Begins to start local servers again that end. */
  readonly keep: () => ServerKeeper;
  /** Folder of the trained models. */
  readonly models: string;
  readonly settings: ApiSettings;
  readonly limits: ServerLimits;
  readonly host: string;
  readonly port: number;
  /** Where metrics are served apart; undefined: with the API. */
  readonly metricsAt: ListenAddress | undefined;
  /** Base of an OpenTelemetry collector. */
  readonly collector: string | undefined;
  readonly logger: Logger;
  /** Seconds that a snapshot stays readable that no pointer names any more. */
  readonly graceSeconds: number;
  /** Whether Redis must take what is written to it. */
  readonly writes: boolean;
  /** Where this is one of several processes. */
  readonly line?: ChildLine | undefined;
}

/**
 * Percent of what is in use by which V8's heap grows until it is looked through: left alone it grows to several times as much
 * while there is memory, and gives none back.
 */
const HEAP_GROWTH = 30;

/** Serves the API in this process until `untilEnd` resolves, which is told where. */
export async function serveApi(served: ServedApi, untilEnd: (at: ServedAt) => Promise<void>): Promise<void> {
  const { servers, settings, limits, host, port, metricsAt, collector, logger, line } = served;
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const redis = await openRedis(servers.redis.url, { failFast: true, writes: served.writes });
  const keeper = served.keep();
  const watch = new RedisWatch(redis, { onChange: tellOfRedis(logger) });
  const graph = GraphConnection.lazy(servers.neo4j);
  const tracing = collector === undefined ? undefined : await startTracing(collector);
  const api = createApi({
    redis,
    redisUrl: servers.redis.url,
    watch,
    graph,
    models: new ModelStore(served.models),
    graceSeconds: served.graceSeconds,
    queues: () => countQueues(servers),
    restarts: () => keeper.restarts,
    logger,
    settings,
    lists: { believeFor: BELIEVE_FOR, outliveRedis: true },
    ...(line === undefined ? {} : { scrape: () => line.scrape() }),
    ...(tracing === undefined ? {} : { tracing }),
  });
  const { live, rules, metrics } = api.services;
  const unfollow = live.follow();
  const refresh = async (): Promise<void> => {
    await Promise.all([live.refresh(), rules.refresh()]);
  };
  const endFollowing = followVersions(line, redis, { metrics, refresh });
  const listening: ListeningServer[] = [];
  let ending = false;
  const kept = (server: ListeningServer): ListeningServer => {
    listening.push(server);
    return server;
  };
  try {
    const server = kept(await listen(api.handlers, port, host, USUAL_TIMES, limits));
    const metricsServer = metricsAt && kept(await listenForMetrics(api.metricsApp, metricsAt));
    api.services.reasons.prepare().catch((error: unknown) => {
      if (!ending) logger.warn({ error: messageOf(error) }, 'the graph could not be made ready for reasons');
    });
    await untilEnd({ url: server.url, ...(metricsServer && { metrics: `${metricsServer.url}/metrics` }) });
  } finally {
    ending = true;
    api.services.jobs.endStreams();
    await Promise.all(listening.map((each) => each.close(GRACE)));
    endFollowing();
    unfollow();
    watch.close();
    api.close();
    await keeper.close();
    // A collector that is away must not keep the service from ending.
    await tracing?.close().catch(() => undefined);
    await withinTime(500, graph.close());
    redis.disconnect();
    line?.close();
  }
}

/** Has versions followed: of several processes, the one that started them follows for all. Returns what ends it. */
function followVersions(
  line: ServedApi['line'],
  redis: Redis,
  served: Parameters<NonNullable<ServedApi['line']>['serve']>[0],
): () => void {
  if (line === undefined) return leadVersions(redis, () => void served.refresh().catch(() => undefined));
  line.serve(served);
  return () => undefined;
}

/** One line when Redis goes, and one when it is back. */
function tellOfRedis(logger: Logger): (away: boolean, reason: string) => void {
  return (away, reason) => {
    if (away) logger.warn({ reason }, 'Redis does not answer: lists in memory are served, marked as stale');
    else logger.info('Redis answers again');
  };
}

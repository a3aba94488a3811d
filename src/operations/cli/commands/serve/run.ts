import type { Logger } from 'pino';
import { createApi, listen, startTracing, type ListeningServer } from '../../../../serving/http/index.js';
import { withinTime } from '../../../../storage/reachability/index.js';
import { GraphConnection } from '../../../../storage/neo4j/index.js';
import { AlongsideError, messageOf, type ServerConnections } from '../../../../core/index.js';
import { startWorker } from '../../../jobs/index.js';
import { countQueues } from '../../../../storage/queue/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { RedisWatch, openRedis } from '../../../../storage/redis/index.js';
import type { CliContext } from '../../command.js';
import { openLog } from '../../log.js';
import { modelsFolder } from '../../models.js';
import type { ApiFlags } from './serve-flags.js';
import { apiSettings, checkExposure, metricsAddress, otlpEndpoint } from './serve-settings.js';
import { requireServers } from '../../servers.js';
import { untilAborted } from '../../until-aborted.js';
import { withGraph } from '../../with-graph.js';

export interface ServeRequest {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly withWorker: boolean;
  readonly flags: ApiFlags;
}

/** Serves the API until the signal aborts. */
export async function runServe(context: CliContext, { host, port, withWorker, flags }: ServeRequest): Promise<void> {
  const settings = apiSettings(flags);
  checkExposure(host, settings, flags.open === true);
  const collector = otlpEndpoint(flags);
  const metricsAt = metricsAddress(flags);
  const servers = requireServers(context);
  const log = openLog('api', context.env['ALONGSIDE_LOG_LEVEL']);
  const { logger } = log;
  const redis = await openRedis(servers.redis.url, { failFast: true, writes: withWorker });
  await checkGraph(servers.neo4j, withWorker, logger);
  const watch = new RedisWatch(redis, { onChange: tellOfRedis(logger) });
  const models = modelsFolder(context);
  const worker = withWorker ? startWorker({ servers, models, logger }) : undefined;
  const graph = GraphConnection.lazy(servers.neo4j);
  const tracing = collector === undefined ? undefined : await startTracing(collector);
  const api = createApi({
    redis,
    watch,
    graph,
    models: new ModelStore(models),
    queues: () => countQueues(servers),
    logger,
    settings,
    lists: { believeFor: 250, outliveRedis: true },
    ...(tracing === undefined ? {} : { tracing }),
  });
  const unfollow = api.services.live.follow();
  const listening: ListeningServer[] = [];
  const listenAt = async (...where: Parameters<typeof listen>): Promise<ListeningServer> => {
    const server = await listen(...where);
    listening.push(server);
    return server;
  };
  try {
    const server = await listenAt(api.app, port, host);
    const metrics = metricsAt && (await listenAt(api.metricsApp, metricsAt.port, metricsAt.host));
    api.services.reasons.prepare().catch((error: unknown) => {
      logger.warn({ error: messageOf(error) }, 'the graph could not be made ready for reasons');
    });
    context.terminal.result({ url: server.url, ...(metrics && { metrics: `${metrics.url}/metrics` }) }, () =>
      [
        `Serving ${server.url}, described at ${server.url}/docs`,
        ...(metrics === undefined ? [] : [`Metrics at ${metrics.url}/metrics`]),
      ].join('\n'),
    );
    await untilAborted(context.signal);
  } finally {
    await Promise.all(listening.map((each) => each.close()));
    unfollow();
    watch.close();
    api.close();
    // A collector that is away must not keep the service from ending.
    await tracing?.close().catch(() => undefined);
    await worker?.giveBack();
    await withinTime(graph.close(), 500);
    redis.disconnect();
    log.flush();
  }
}

/** One line when Redis goes, and one when it is back. */
function tellOfRedis(logger: Logger): (away: boolean, reason: string) => void {
  return (away, reason) => {
    if (away) logger.warn({ reason }, 'Redis does not answer: lists in memory are served, marked as stale');
    else logger.info('Redis answers again');
  };
}

/** Why a Neo4j does not answer that may answer later: lists do without it. */
const PASSING = ['refused', 'unreachable', 'timeout', 'silent', 'loading'];

/** Refuses a Neo4j that is named wrongly; one that is away is only told of, where nothing but reasons needs it. */
async function checkGraph(where: ServerConnections['neo4j'], needed: boolean, logger: Logger): Promise<void> {
  try {
    await withGraph(where, () => Promise.resolve());
  } catch (error) {
    const passing = error instanceof AlongsideError && PASSING.includes(String(error.details['fault']));
    if (needed || !passing) throw error;
    logger.warn({ reason: error.message }, 'serving lists without Neo4j: reasons lack what the graph would say');
  }
}

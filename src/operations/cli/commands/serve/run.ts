import { EventConsumer, snapshotGrace, startWorker } from '../../../jobs/index.js';
import { openRedis } from '../../../../storage/redis/index.js';
import type { CliContext } from '../../command.js';
import { openLog } from '../../log.js';
import { keepServers } from '../../keep-servers.js';
import { checkPortsApart, metricsAddress } from '../../metrics-address.js';
import { modelsFolder } from '../../models.js';
import { requireServers } from '../../servers.js';
import { untilAborted } from '../../until-aborted.js';
import { checkGraph } from './check-graph.js';
import { ChildLine } from './processes/child.js';
import { ServingProcesses } from './processes/primary.js';
import { leadVersions } from './processes/version-leader.js';
import { serveApi, type ServedApi } from './serve-api.js';
import type { ServedAt } from './served-at.js';
import type { ApiFlags } from './serve-flags.js';
import { apiSettings, checkExposure, loadSettings, otlpEndpoint } from './serve-settings.js';

export interface ServeRequest {
  readonly host: string;
  /** 0 for a free one. */
  readonly port: number;
  readonly withWorker: boolean;
  /** Bytes that a job of that worker may hold; undefined: the usual. */
  readonly memory: number | undefined;
  readonly flags: ApiFlags;
}

/** Serves the API until the signal aborts: in this process, or in several that share the port. */
export async function runServe(context: CliContext, request: ServeRequest): Promise<void> {
  const { host, port, withWorker, memory, flags } = request;
  const settings = apiSettings(flags);
  checkExposure(host, settings, flags.open === true);
  const { limits, processes } = loadSettings(flags);
  const collector = otlpEndpoint(flags);
  const metricsAt = metricsAddress(flags);
  checkPortsApart({ port, host }, metricsAt);
  const servers = await requireServers(context);
  const log = openLog('api', context.env['ALONGSIDE_LOG_LEVEL']);
  const { logger } = log;
  const models = modelsFolder(context);
  const served: ServedApi = {
    servers,
    keep: () => keepServers(context, logger),
    models,
    settings,
    limits,
    host,
    port,
    metricsAt,
    collector,
    graceSeconds: snapshotGrace(context.env),
    logger,
    writes: withWorker,
  };
  try {
    if (ChildLine.isChild) {
      await serveAsChild(context, served);
      return;
    }
    await checkGraph(servers.neo4j, withWorker, logger);
    const worker = withWorker
      ? startWorker({ servers, models, logger, ...(memory === undefined ? {} : { memory }) })
      : undefined;
    const consumer = withWorker ? new EventConsumer({ servers, logger }) : undefined;
    const untilEnd = async ({ url, metrics }: ServedAt): Promise<void> => {
      context.terminal.result({ url, ...(metrics === undefined ? {} : { metrics }) }, () =>
        [`Serving ${url}, described at ${url}/docs`, ...(metrics === undefined ? [] : [`Metrics at ${metrics}`])].join(
          '\n',
        ),
      );
      await untilAborted(context.signal);
    };
    try {
      if (processes === 1) await serveApi(served, untilEnd);
      else await servePort(context.signal, served, processes, untilEnd);
    } finally {
      await Promise.all([worker?.giveBack(), consumer?.close()]);
    }
  } finally {
    log.flush();
  }
}

/** Serves in one of several processes. */
async function serveAsChild({ signal }: CliContext, served: ServedApi): Promise<void> {
  const line = new ChildLine();
  await serveApi({ ...served, line, writes: false }, async (at) => {
    line.tellServing(at);
    await untilAborted(signal);
  });
}

/** Starts the processes that serve, and asks Redis for all of them. */
async function servePort(
  signal: AbortSignal,
  { servers, logger, writes }: ServedApi,
  count: number,
  untilEnd: (at: ServedAt) => Promise<void>,
): Promise<void> {
  const redis = await openRedis(servers.redis.url, { failFast: true, writes });
  const processes = new ServingProcesses(logger);
  const endLeading = leadVersions(redis, () => {
    processes.tellOfChange();
  });
  try {
    await untilEnd(await processes.start(count, signal));
  } finally {
    endLeading();
    await processes.stop();
    redis.disconnect();
  }
}

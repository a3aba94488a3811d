import { createProbeApp, type ListeningServer } from '../../../../serving/http/index.js';
import { ModelStore } from '../../../../storage/models/index.js';
import { withIntake } from '../../../../storage/intake/index.js';
import { countQueues, lastFinished } from '../../../../storage/queue/index.js';
import { EventConsumer, heldOutQuality, startWorker, type RunningWorker } from '../../../jobs/index.js';
import { checkServers } from '../../check-servers.js';
import type { CliContext } from '../../command.js';
import { keepServers } from '../../keep-servers.js';
import { listenForMetrics, metricsAddress, type MetricsFlags } from '../../metrics-address.js';
import { openLog } from '../../log.js';
import { modelsFolder } from '../../models.js';
import { requireServers } from '../../servers.js';
import { untilAborted } from '../../until-aborted.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Works through the queues until the signal aborts; a job in progress then goes back to its queue. */
export async function runWorker(context: CliContext, flags: MetricsFlags, memory?: number): Promise<void> {
  const metricsAt = metricsAddress(flags);
  const servers = await requireServers(context);
  await checkServers(servers);
  const log = openLog('worker', context.env['ALONGSIDE_LOG_LEVEL']);
  const { logger } = log;
  const models = modelsFolder(context);
  let worker: RunningWorker | undefined;
  let consumer: EventConsumer | undefined;
  let probes: ListeningServer | undefined;
  const keeper = keepServers(context, logger);
  // Questions to a Redis that is away would wait for it.
  const asked = <Value>(question: () => Promise<Value>): Promise<Value> =>
    worker?.reachable.redis === true ? question() : Promise.reject(new Error('Redis is away.'));
  const metrics = new WorkerMetrics({
    queues: () => asked(() => countQueues(servers)),
    intake: () => asked(() => withIntake(servers, (intake) => intake.backlog())),
    consumed: () => consumer?.counts,
    lastFinished: () => asked(() => lastFinished(servers)),
    quality: () => heldOutQuality(new ModelStore(models)),
    restarts: () => keeper.restarts,
    worker: () => worker,
  });
  const app = createProbeApp({
    health: () => ({ alive: worker?.alive ?? true, details: { servers: worker?.reachable ?? {} } }),
    scrape: () => metrics.text(),
    logger,
  });
  try {
    // Before a job is taken: a port that is in use ends the command.
    probes = metricsAt && (await listenForMetrics(app, metricsAt));
    worker = startWorker({
      servers,
      models,
      logger,
      ...(memory === undefined ? {} : { memory }),
      ended: (end) => {
        metrics.attemptEnded(end);
      },
    });
    consumer = new EventConsumer({ servers, logger });
    context.terminal.note(`The worker is ready.${probes === undefined ? '' : ` Metrics at ${probes.url}/metrics`}`);
    await untilAborted(context.signal);
  } finally {
    await Promise.all([worker?.giveBack(), consumer?.close(), probes?.close(1)]);
    await keeper.close();
    log.flush();
  }
}

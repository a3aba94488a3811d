import type { Command } from 'commander';
import { pino } from 'pino';
import { createApi, listen, startTracing } from '../../api/index.js';
import { countQueues, startWorker } from '../../jobs/index.js';
import { ModelStore } from '../../model/index.js';
import { openRedis } from '../../snapshots/index.js';
import { command } from '../command.js';
import { modelsFolder } from '../models.js';
import { parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';
import { addApiFlags, apiSettings, otlpEndpoint, type ApiFlags } from '../serve-settings.js';
import { untilAborted } from '../until-aborted.js';

interface ServeOptions extends ApiFlags {
  readonly port: string;
  readonly host: string;
  readonly withWorker?: boolean;
}

/** `alongside serve`: the HTTP API, until it is told to stop. */
export function serveCommand(): Command {
  return command<ServeOptions>(
    'serve',
    'serve lists over HTTP until Ctrl-C',
    (self) =>
      addApiFlags(self)
        .option('--port <number>', 'port to listen on, 0 for a free one', process.env['ALONGSIDE_PORT'] ?? '3000')
        .option('--host <address>', 'address to listen on', process.env['ALONGSIDE_HOST'] ?? '127.0.0.1')
        .option('--with-worker', 'run queued jobs in a worker beside it'),
    async (context, options) => {
      const port = parseWhole('--port', options.port, 0, 65_535);
      const settings = apiSettings(options);
      const collector = otlpEndpoint(options);
      const servers = await requireServers(context);
      const logger = pino({ name: 'api', level: context.env['ALONGSIDE_LOG_LEVEL'] ?? 'info' }, pino.destination(2));
      const redis = await openRedis(servers.redis.url);
      const models = modelsFolder(context);
      const worker = options.withWorker === true ? startWorker({ servers, models, logger }) : undefined;
      const tracing = collector === undefined ? undefined : await startTracing(collector);
      const api = createApi({
        redis,
        models: new ModelStore(models),
        queues: () => countQueues(servers),
        logger,
        settings,
        ...(tracing === undefined ? {} : { tracing }),
      });
      try {
        const server = await listen(api.app, port, options.host);
        context.terminal.result({ url: server.url }, () => `Serving ${server.url}, described at ${server.url}/docs`);
        await untilAborted(context.signal);
        await server.close();
      } finally {
        api.close();
        // A collector that is away must not keep the service from ending.
        await tracing?.close().catch(() => undefined);
        await worker?.close();
        redis.disconnect();
      }
    },
  );
}

import type { Command } from 'commander';
import { pino } from 'pino';
import { createApp, listen } from '../../api/index.js';
import { startWorker } from '../../jobs/index.js';
import { ListService } from '../../serving/index.js';
import { LiveSnapshot, openRedis } from '../../snapshots/index.js';
import { command } from '../command.js';
import { minPeople } from '../min-people.js';
import { modelsFolder } from '../models.js';
import { parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';
import { untilAborted } from '../until-aborted.js';

interface ServeOptions {
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
      self
        .option('--port <number>', 'port to listen on, 0 for a free one', process.env['ALONGSIDE_PORT'] ?? '3000')
        .option('--host <address>', 'address to listen on', process.env['ALONGSIDE_HOST'] ?? '127.0.0.1')
        .option('--with-worker', 'run queued jobs in a worker beside it'),
    async (context, options) => {
      const port = parseWhole('--port', options.port, 0, 65_535);
      const servers = await requireServers(context);
      const logger = pino({ name: 'api', level: context.env['ALONGSIDE_LOG_LEVEL'] ?? 'info' }, pino.destination(2));
      const redis = await openRedis(servers.redis.url);
      const live = new LiveSnapshot(redis);
      const worker =
        options.withWorker === true ? startWorker({ servers, models: modelsFolder(context), logger }) : undefined;
      try {
        const server = await listen(
          createApp({ lists: new ListService(live, minPeople(context.env)), live, logger }),
          port,
          options.host,
        );
        context.terminal.result({ url: server.url }, () => `Serving ${server.url}`);
        await untilAborted(context.signal);
        await server.close();
      } finally {
        await worker?.close();
        redis.disconnect();
      }
    },
  );
}

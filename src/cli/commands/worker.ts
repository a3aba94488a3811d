import type { Command } from 'commander';
import { pino } from 'pino';
import { startWorker } from '../../jobs/index.js';
import { command } from '../command.js';
import { modelsFolder } from '../models.js';
import { requireServers } from '../servers.js';
import { untilAborted } from '../until-aborted.js';

/** `alongside worker`: takes queued jobs until it is told to stop. */
export function workerCommand(): Command {
  return command(
    'worker',
    'run queued jobs until Ctrl-C; the job in progress is finished first (press again to leave it to a later worker)',
    () => undefined,
    async (context) => {
      const servers = await requireServers(context);
      const worker = startWorker({
        servers,
        models: modelsFolder(context),
        logger: pino({ name: 'worker' }, pino.destination(2)),
      });
      context.terminal.note('The worker is ready.');
      await untilAborted(context.signal);
      await worker.close();
    },
  );
}

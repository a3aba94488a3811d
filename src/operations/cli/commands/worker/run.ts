import { pino } from 'pino';
import { startWorker } from '../../../jobs/index.js';
import { checkServers } from '../../check-servers.js';
import type { CliContext } from '../../command.js';
import { keepServers } from '../../keep-servers.js';
import { modelsFolder } from '../../models.js';
import { requireServers } from '../../servers.js';
import { untilAborted } from '../../until-aborted.js';

/** Works through the queues until the signal aborts; a job in progress then goes back to its queue. */
export async function runWorker(context: CliContext): Promise<void> {
  const servers = requireServers(context);
  await checkServers(servers);
  const logger = pino({ name: 'worker' }, pino.destination(2));
  const keeper = keepServers(context, logger);
  const worker = startWorker({ servers, models: modelsFolder(context), logger });
  context.terminal.note('The worker is ready.');
  await untilAborted(context.signal);
  await worker.giveBack();
  await keeper.close();
}

import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside worker`: takes queued jobs until it is told to stop. */
export function workerCommand(): Command {
  return command(
    'worker',
    'run queued jobs until Ctrl-C; the job in progress then goes back to its queue for a later worker',
    () => undefined,
    async (context) => {
      const { runWorker } = await import('./run.js');
      await runWorker(context);
    },
  );
}

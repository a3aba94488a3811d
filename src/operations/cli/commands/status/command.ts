import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside status`: servers, graph, live snapshot and queues of a home. */
export function statusCommand(): Command {
  return command(
    'status',
    'show the servers, the graph, the live snapshot and the queues of this home',
    () => undefined,
    async (context) => {
      const { runStatus } = await import('./run.js');
      await runStatus(context);
    },
  );
}

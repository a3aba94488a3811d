import type { Command } from 'commander';
import { UsageError } from '../../../../core/index.js';
import { command } from '../../command.js';

/** `alongside reset --yes`: empties the graph, the snapshots, the models and the queues of a home. */
export function resetCommand(): Command {
  return command<{ readonly yes?: boolean }>(
    'reset',
    'empty the graph, the snapshots, the models and the queues of this home',
    (self) => self.option('--yes', 'really do it: this cannot be undone'),
    async (context, { yes }) => {
      if (yes !== true) {
        throw new UsageError(
          'not-confirmed',
          'This removes every product, event, list, model and rule of the home. Say --yes to do it.',
        );
      }
      const { runReset } = await import('./run.js');
      await runReset(context);
    },
  );
}

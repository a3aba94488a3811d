import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside backup`: all that a home cannot make anew, as files. */
export function backupCommand(): Command {
  return command(
    'backup',
    'save shop, keys, rules, models and the live snapshot; who writes to the graph waits meanwhile',
    (self) => self.argument('<dir>', 'a folder that is not there, or is empty'),
    async (context, _options, [folder]) => {
      const { runBackup } = await import('./run.js');
      await runBackup(context, folder);
    },
  );
}

import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside restore`: a backup into an empty home. */
export function restoreCommand(): Command {
  return command<{ readonly force?: boolean }>(
    'restore',
    'bring a backup into an empty home, whose servers run',
    (self) =>
      self
        .argument('<dir>', 'what "backup" wrote')
        .option('--force', 'replace what is in the home, after a backup of it there'),
    async (context, options, [folder]) => {
      const { runRestore } = await import('./run.js');
      await runRestore(context, folder, options.force === true);
    },
  );
}

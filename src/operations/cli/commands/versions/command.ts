import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside versions`: the snapshots in Redis and the models of this home. */
export function versionsCommand(): Command {
  return command(
    'versions',
    'list snapshots and models, the newest first',
    () => undefined,
    async (context) => {
      const { runVersions } = await import('./run.js');
      await runVersions(context);
    },
  );
}

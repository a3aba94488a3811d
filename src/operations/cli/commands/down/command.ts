import type { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside down`: stops what `up` started; the data stay. */
export function downCommand(): Command {
  return command(
    'down',
    'stop the local Neo4j and Redis of this home; their data stay',
    () => undefined,
    async (context) => {
      const { runDown } = await import('./run.js');
      await runDown(context);
    },
  );
}

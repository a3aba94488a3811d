import type { Command } from 'commander';
import { down } from '../../stack/index.js';
import { command } from '../command.js';

/** `alongside down`: stops what `up` started; the data stay. */
export function downCommand(): Command {
  return command(
    'down',
    'stop the local Neo4j and Redis of this home; their data stay',
    () => undefined,
    async ({ home, terminal }) => {
      const { stopped } = await down({ home, progress: terminal.progress });
      terminal.result({ stopped }, () =>
        stopped.length === 0 ? 'Nothing of this home was running.' : `Stopped ${stopped.join(' and ')}.`,
      );
    },
  );
}

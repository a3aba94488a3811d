import type { Command } from 'commander';
import { command } from '../../command.js';
import { parseWhole } from '../../option-values.js';

/** `alongside rollback`: answer from an earlier snapshot again, and go on with its model. */
export function rollbackCommand(): Command {
  return command<{ readonly writeBack: string }>(
    'rollback',
    'answer from an earlier snapshot again, and keep its model in use until the next training',
    (self) =>
      self
        .argument('[snapshot]', 'as "versions" shows it (default: the one before the live one)')
        .option(
          '--write-back <number>',
          'items of each list that are written back to Neo4j for analysts; 0: none',
          '10',
        ),
    async (context, options, positional) => {
      const writeBack = parseWhole('--write-back', options.writeBack, 0, 100);
      const { runRollback } = await import('./run.js');
      await runRollback(context, positional.at(0), writeBack);
    },
  );
}

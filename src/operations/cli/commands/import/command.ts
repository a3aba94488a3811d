import type { Command } from 'commander';
import { command } from '../../command.js';

interface ImportFlags {
  readonly rejects?: string;
  readonly createMissing?: boolean;
  readonly countAgain?: boolean;
  readonly timeZone?: string;
}

/** `alongside import DIR|FILE…`: a shop's canonical CSV into the graph. */
export function importCommand(): Command {
  return command<ImportFlags>(
    'import',
    'bring canonical CSV (plain or .gz) into the graph; safe to repeat and to interrupt',
    (self) =>
      self
        .argument(
          '<path...>',
          'folders with products.csv, categories.csv, events.csv, category_relations.csv, or such files',
        )
        .option('--rejects <file>', 'where rejected rows go, with line and reason (default: rejects.csv in the home)')
        .option('--create-missing', 'make stubs of unknown products and categories instead of rejecting the rows')
        .option('--count-again', 'count events without an event_id once more, even if they are in the graph already')
        .option('--time-zone <zone>', 'of times that name no offset: "Europe/Berlin", or "+09:00"', 'UTC'),
    async (context, { rejects, createMissing, countAgain, timeZone = 'UTC' }, paths) => {
      const { runImport } = await import('./run.js');
      await runImport(context, {
        paths,
        rejects,
        createMissing: createMissing === true,
        countAgain: countAgain === true,
        timeZone,
      });
    },
  );
}

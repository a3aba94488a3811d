import { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside events`: accepted events that could not be written. */
export function eventsCommand(): Command {
  return new Command('events')
    .description('show accepted events that could not be written, mend them, send them on their way again')
    .addCommand(deadCommand())
    .addCommand(replayCommand())
    .addCommand(discardCommand());
}

function deadCommand(): Command {
  return command<{ readonly out?: string }>(
    'dead',
    'list the dead letters: what could not be written, and why',
    (self) => self.option('--out <file>', 'write them to a file, one a line as JSON, to be mended and replayed'),
    async (context, { out }) => {
      const { listDead } = await import('./run.js');
      await listDead(context, out);
    },
  );
}

interface ReplayOptions {
  readonly all?: boolean;
  readonly file?: string;
}

function replayCommand(): Command {
  return command<ReplayOptions>(
    'replay',
    'send dead letters on their way again: some by their ids, all, or those of a mended file',
    (self) =>
      self
        .argument('[ids...]', 'as "events dead" shows them')
        .option('--all', 'all of them')
        .option('--file <file>', 'those of a file that "events dead --out" wrote, as they stand there by now'),
    async (context, { all = false, file }, ids) => {
      const { replayDead } = await import('./run.js');
      await replayDead(context, { ids, all, file });
    },
  );
}

function discardCommand(): Command {
  return command(
    'discard',
    'forget dead letters for good',
    (self) => self.argument('<ids...>', 'as "events dead" shows them'),
    async (context, _options, ids) => {
      const { discardDead } = await import('./run.js');
      await discardDead(context, ids);
    },
  );
}

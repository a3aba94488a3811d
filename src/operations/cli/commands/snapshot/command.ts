import { Command, Option } from 'commander';
import { command } from '../../command.js';

const POINTERS = ['live', 'canary', 'shadow'] as const;
type ImportAs = (typeof POINTERS)[number];

/** `alongside snapshot`: a snapshot as a file, and back, here or in another Redis. */
export function snapshotCommand(): Command {
  return new Command('snapshot')
    .description('move a snapshot to another Redis, or keep it to replay its answers')
    .addCommand(
      command<{ readonly snapshot: string }>(
        'export',
        'write a snapshot, with the rules that it is answered by, into a file',
        (self) =>
          self
            .argument('<file>', 'a file that is not there')
            .option('--snapshot <id>', 'as "versions" shows it, or live, previous, canary, shadow', 'live'),
        async (context, { snapshot }, [file]) => {
          const { exportSnapshot } = await import('./run.js');
          await exportSnapshot(context, file, snapshot);
        },
      ),
    )
    .addCommand(
      command<{ readonly as?: ImportAs }>(
        'import',
        'read such a file; it answers once a pointer names it, and goes away after a day where none does',
        (self) =>
          self
            .argument('<file>', 'a file that "snapshot export" wrote')
            .addOption(new Option('--as <pointer>', 'point at it').choices(POINTERS)),
        async (context, { as }, [file]) => {
          const { importSnapshotFile } = await import('./run.js');
          await importSnapshotFile(context, file, as);
        },
      ),
    );
}

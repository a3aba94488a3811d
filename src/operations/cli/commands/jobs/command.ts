import { Command } from 'commander';
import { command } from '../../command.js';

/** `alongside jobs`: what the queues hold, and why jobs failed; without a subcommand, the list. */
export function jobsCommand(): Command {
  // A parent with flags of its own would take those that are meant for its subcommands: the list is a subcommand too.
  return new Command('jobs')
    .description('show the jobs that wait, run or failed, and why')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(
      one('show', 'show a job: what was asked for, its step, its error', async (context, id) => {
        const { showJob } = await import('./run.js');
        await showJob(context, id);
      }),
    )
    .addCommand(
      one('retry', 'queue a job that failed again', async (context, id) => {
        const { retryJob } = await import('./run.js');
        await retryJob(context, id);
      }),
    )
    .addCommand(
      one('cancel', 'take a job that waits, or whose worker is gone, out of its queue', async (context, id) => {
        const { cancelJob } = await import('./run.js');
        await cancelJob(context, id);
      }),
    )
    .addCommand(
      one('remove', 'forget a job that has ended, or whose worker is gone', async (context, id) => {
        const { removeJob } = await import('./run.js');
        await removeJob(context, id);
      }),
    );
}

function listCommand(): Command {
  return command<{ readonly failed?: boolean }>(
    'list',
    'list them, or with --failed those that failed; "jobs" alone does the same',
    (self) => self.option('--failed', 'those that failed alone'),
    async (context, { failed }) => {
      const { listJobs } = await import('./run.js');
      await listJobs(context, failed === true);
    },
  );
}

type Action = (context: Parameters<Parameters<typeof command>[3]>[0], id: string) => Promise<void>;

/** A subcommand for one job. */
function one(name: string, description: string, action: Action): Command {
  return command<object>(
    name,
    description,
    (self) => self.argument('<id>', 'as "alongside jobs" shows it, such as embed/7'),
    (context, _options, [id]) => action(context, id),
  );
}

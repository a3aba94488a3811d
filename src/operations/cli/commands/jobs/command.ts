import { Command } from 'commander';
import { command } from '../../command.js';
import { scheduleCommand } from './schedule/command.js';

/** `alongside jobs`: what the queues hold, and why jobs failed; without a subcommand, the list. */
export function jobsCommand(): Command {
  // A parent with flags of its own would take those that are meant for its subcommands: the list is a subcommand too.
  return new Command('jobs')
    .description('show and steer the jobs that wait, run or failed')
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(
      one('show', 'show a job: what was asked for, how far it is, its error', async (context, id) => {
        const { showJob } = await import('./run.js');
        await showJob(context, id);
      }),
    )
    .addCommand(
      one('follow', 'follow a job to its end', async (context, id) => {
        const { followJobHere } = await import('./follow.js');
        await followJobHere(context, id);
      }),
    )
    .addCommand(
      one('retry', 'queue a job that failed again', async (context, id) => {
        const { retryJob } = await import('./run.js');
        await retryJob(context, id);
      }),
    )
    .addCommand(
      one('cancel', 'take a job that waits out of its queue, or end one in progress', async (context, id) => {
        const { cancelJob } = await import('./run.js');
        await cancelJob(context, id);
      }),
    )
    .addCommand(
      one('remove', 'forget a job that has ended, or whose worker is gone', async (context, id) => {
        const { removeJob } = await import('./run.js');
        await removeJob(context, id);
      }),
    )
    .addCommand(scheduleCommand());
}

interface ListOptions {
  readonly failed?: boolean;
  readonly all?: boolean;
}

function listCommand(): Command {
  return command<ListOptions>(
    'list',
    'list them, or with --failed those that failed; "jobs" alone does the same',
    (self) =>
      self
        .option('--failed', 'those that failed alone')
        .option('--all', 'those that ended well too, as far as they are kept'),
    async (context, { failed, all }) => {
      const { listJobs } = await import('./run.js');
      await listJobs(context, { failedAlone: failed === true, finished: all === true });
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

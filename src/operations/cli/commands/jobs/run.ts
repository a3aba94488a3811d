import type { JobView, ListedJobs } from '../../../../storage/queue/index.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { describeJob, progressText } from './describe-job.js';
import { withJobs } from './with-jobs.js';

/** Characters of a failure that a line of the list has room for. */
const ROOM = 100;

/** Lists the jobs that are open or failed. */
export async function listJobs(context: CliContext, listed: ListedJobs): Promise<void> {
  const jobs = await withJobs(context, (list) => list.all(listed));
  context.terminal.result({ jobs }, () => (jobs.length === 0 ? none(listed) : table(jobs)));
}

/** Shows all that is known of a job. */
export async function showJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.show(id));
  context.terminal.result(job, () => describeJob(job));
}

/** Queues a failed job again. */
export async function retryJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.retry(id));
  context.terminal.result(job, () => `The job ${job.id} waits again; a worker takes it.`);
}

/** Takes a job that waits out of its queue, or has it ended. */
export async function cancelJob(context: CliContext, id: string): Promise<void> {
  const { id: whole, state } = await withJobs(context, (list) => list.cancel(id));
  const cancelled = state === 'cancelled';
  context.terminal.result({ id: whole, cancelled }, () =>
    cancelled
      ? `The job ${whole} is cancelled; what is live is unchanged.`
      : `The worker of the job ${whole} does not answer. Whoever takes the job up next ends it.`,
  );
}

/** Forgets a job that has ended. */
export async function removeJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.remove(id));
  context.terminal.result({ id, removed: true }, () => `The job ${job} is forgotten.`);
}

function none({ failedAlone = false, finished = false }: ListedJobs): string {
  if (failedAlone) return 'No job failed.';
  return finished ? 'There is no job.' : 'No job waits, runs or failed.';
}

function table(jobs: readonly JobView[]): string {
  return columns([
    ['job', 'state', 'asked for', 'attempts', ''],
    ...jobs.map((job) => [job.id, job.state, job.askedAt.slice(0, 19), String(job.attempts), remark(job)]),
  ]);
}

function remark({ failure, progress, dueAt, state }: JobView): string {
  if (failure === null) {
    if (dueAt !== null) return `due ${dueAt.slice(0, 19)}`;
    return progress === null || state === 'completed' ? '' : progressText(progress);
  }
  const text = failure.code === null ? failure.message : `${failure.code}: ${failure.message}`;
  const line = text.split('\n', 1)[0];
  return line.length <= ROOM ? line : `${line.slice(0, ROOM - 1)}…`;
}

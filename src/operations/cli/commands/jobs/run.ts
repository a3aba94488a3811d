import { JobList, jobKinds, type JobName, type JobView } from '../../../../storage/queue/index.js';
import { checkRedis } from '../../../../storage/redis/index.js';
import { columns } from '../../columns.js';
import type { CliContext } from '../../command.js';
import { requireServers } from '../../servers.js';

/** Characters of a failure that a line of the list has room for. */
const ROOM = 100;

/** Stands for the code of a failure that has none. */
const NO_CODE = 'ended without an error of its own: its process went away';

/** Lists the jobs that are open or failed. */
export async function listJobs(context: CliContext, failedAlone: boolean): Promise<void> {
  const jobs = await withJobs(context, (list) => list.all({ failedAlone }));
  context.terminal.result({ jobs }, () => (jobs.length === 0 ? none(failedAlone) : table(jobs)));
}

/** Shows all that is known of a job. */
export async function showJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.show(id));
  context.terminal.result(job, () => describe(job));
}

/** Queues a failed job again. */
export async function retryJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.retry(id));
  context.terminal.result(job, () => `The job ${job.id} waits again; a worker takes it.`);
}

/** Takes a job that waits out of its queue. */
export async function cancelJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.cancel(id));
  context.terminal.result({ id, cancelled: true }, () => `The job ${job} was taken out of its queue.`);
}

/** Forgets a job that has ended. */
export async function removeJob(context: CliContext, id: string): Promise<void> {
  const job = await withJobs(context, (list) => list.remove(id));
  context.terminal.result({ id, removed: true }, () => `The job ${job} is forgotten.`);
}

async function withJobs<Value>(context: CliContext, work: (list: JobList) => Promise<Value>): Promise<Value> {
  const servers = await requireServers(context);
  await checkRedis(servers.redis.url);
  const list = new JobList(servers, Object.keys(jobKinds) as JobName[]);
  try {
    return await work(list);
  } finally {
    await list.close();
  }
}

function none(failedAlone: boolean): string {
  return failedAlone ? 'No job failed.' : 'No job waits, runs or failed.';
}

function table(jobs: readonly JobView[]): string {
  return columns([
    ['job', 'state', 'asked for', 'attempts', ''],
    ...jobs.map((job) => [job.id, job.state, job.askedAt.slice(0, 19), String(job.attempts), remark(job)]),
  ]);
}

function remark({ failure, step }: JobView): string {
  if (failure === null) return step ?? '';
  const text = failure.code === null ? failure.message : `${failure.code}: ${failure.message}`;
  const line = text.split('\n', 1)[0];
  return line.length <= ROOM ? line : `${line.slice(0, ROOM - 1)}…`;
}

function describe(job: JobView): string {
  const { failure } = job;
  return [
    `job       ${job.id}, ${job.state}`,
    `asked     ${job.askedAt}`,
    `started   ${job.startedAt ?? '-'}`,
    `ended     ${job.endedAt ?? '-'}`,
    `attempts  ${job.attempts}`,
    `asks for  ${JSON.stringify(job.payload)}`,
    ...(job.step === null ? [] : [`step      ${job.step}`]),
    ...(failure === null ? [] : [`error     ${failure.code ?? NO_CODE}`, `          ${failure.message}`]),
    ...Object.entries(failure?.details ?? {}).map(([name, value]) => `          ${name}: ${String(value)}`),
  ].join('\n');
}

import { Queue, type Job, type JobState, type JobType, type QueueOptions } from 'bullmq';
import { AlongsideError, UsageError, type ServerConnections, withinTime } from '../../core/index.js';
import { withQueueChecked } from './damaged-queue.js';
import { recordedFailure, type JobFailure } from './failure.js';
import { jobProgressSchema, type JobName } from './job-kind.js';
import { queueOptions, releaseConnection } from './queue-options.js';
import { recoveryOptions } from './retry-policy.js';

/** A job as it stands in its queue. */
export interface JobView {
  /** Names it among the jobs of all queues: the queue's name and the number there. */
  readonly id: string;
  readonly kind: JobName;
  readonly state: 'active' | 'waiting' | 'delayed' | 'completed' | 'failed' | 'unknown';
  /** Times as ISO 8601 has them; null for what has not happened. */
  readonly askedAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Attempts that ended. */
  readonly attempts: number;
  /** What was asked for. */
  readonly payload: unknown;
  /** The step it is at; null where it has said nothing yet, and once it has failed. */
  readonly step: string | null;
  /** Why its last attempt failed; `code` is null where its process could not say one. */
  readonly failure: (Omit<JobFailure, 'code'> & { readonly code: string | null }) | null;
}

const OPEN: readonly JobType[] = ['active', 'waiting', 'prioritized', 'delayed'];
/** Jobs of a state that are listed. */
const MOST = 100;

/** The jobs of all queues: looked at, and tried again or removed one by one. */
export class JobList {
  private readonly queues: readonly Queue[];
  private readonly connections: QueueOptions[] = [];

  constructor(
    private readonly servers: Pick<ServerConnections, 'redis'>,
    names: readonly JobName[],
  ) {
    this.queues = names.map((name) => {
      const options = queueOptions(servers.redis.url);
      this.connections.push(options);
      const queue = new Queue(name, options);
      queue.on('error', () => undefined); // Reported by the call that meets it.
      return queue;
    });
  }

  /** Those that are open or failed, or that failed alone, in the order in which they were asked for. */
  async all({ failedAlone = false }: { readonly failedAlone?: boolean } = {}): Promise<JobView[]> {
    const states: JobType[] = failedAlone ? ['failed'] : [...OPEN, 'failed'];
    const views: JobView[] = [];
    for (const queue of this.queues) {
      await withQueueChecked(queue, this.servers, async () => {
        for (const job of await queue.getJobs(states, 0, MOST - 1)) views.push(await viewOf(queue.name, job));
      });
    }
    return views.sort((a, b) => (a.askedAt < b.askedAt ? -1 : a.askedAt > b.askedAt ? 1 : 0));
  }

  /** One; throws a UsageError `unknown-job`. */
  async show(id: string): Promise<JobView> {
    const { queue, job } = await this.find(id);
    return viewOf(queue.name, job);
  }

  /** Queues a failed job again, with all its attempts; throws a UsageError `unknown-job` or `job-state`. */
  async retry(id: string): Promise<JobView> {
    const { queue, job } = await this.find(id);
    await refuseUnless(job, ['failed'], 'did not fail; only a failed one is tried again');
    await job.retry('failed', { resetAttemptsMade: true });
    return viewOf(queue.name, job);
  }

  /**
   * Takes a job that waits, or whose worker is gone, out of its queue; returns its whole id. Throws a UsageError
   * `unknown-job` or an AlongsideError `job-state`.
   */
  async cancel(id: string): Promise<string> {
    const { job } = await this.find(id);
    const open: JobState[] = ['waiting', 'prioritized', 'delayed', 'active'];
    await refuseUnless(job, open, 'has ended; "alongside jobs remove" is for such a one');
    await removeUnheld(job);
    return wholeId(job);
  }

  /**
   * Forgets a job that has ended, or whose worker is gone; returns its whole id. Throws a UsageError `unknown-job` or an
   * AlongsideError `job-state`.
   */
  async remove(id: string): Promise<string> {
    const { job } = await this.find(id);
    const ended: JobState[] = ['failed', 'completed', 'active'];
    await refuseUnless(job, ended, 'has not ended; "alongside jobs cancel" is for one that waits');
    await removeUnheld(job);
    return wholeId(job);
  }

  async close(): Promise<void> {
    await withinTime(1000, Promise.all(this.queues.map((queue) => queue.close())));
    for (const options of this.connections) releaseConnection(options);
  }

  private async find(id: string): Promise<{ queue: Queue; job: Job }> {
    const [number, name] = id.split('/').reverse();
    const found: { queue: Queue; job: Job }[] = [];
    for (const queue of this.queues.filter((each) => id === number || each.name === name)) {
      const job = (await withQueueChecked(queue, this.servers, () => queue.getJob(number))) as Job | undefined;
      if (job !== undefined) found.push({ queue, job });
    }
    if (found.length === 1) return found[0];
    const sentence =
      found.length === 0
        ? `There is no job ${id}. "alongside jobs" shows those that there are.`
        : `Several jobs have this number: ${found.map(({ queue }) => `${queue.name}/${number}`).join(', ')}. Say which.`;
    throw new UsageError('unknown-job', sentence, { job: id });
  }
}

async function refuseUnless(job: Job, states: readonly JobState[], why: string): Promise<void> {
  const state = await job.getState();
  if (!states.some((each) => each === state)) throw wrongState(job, state, `${why} (it is ${state})`);
}

/** Removes a job unless a worker holds it, as BullMQ alone can tell: a worker that is gone holds it for a while yet. */
async function removeUnheld(job: Job): Promise<void> {
  try {
    await job.remove();
  } catch (cause) {
    if (!(await job.isActive())) throw cause;
    const seconds = recoveryOptions.lockDuration / 1000;
    const then = `Stop it, or the command that runs the job; "alongside jobs cancel" then takes out what is back in the queue`;
    const gone = `one that was killed holds its job for up to ${seconds} seconds`;
    throw wrongState(job, 'active', `is held by a worker. ${then}; ${gone}`);
  }
}

/** Names a job among those of all queues. */
function wholeId({ queueName, id }: Job): string {
  return `${queueName}/${id ?? ''}`;
}

function wrongState(job: Job, state: string, why: string): AlongsideError {
  return new AlongsideError('job-state', `The job ${wholeId(job)} ${why}.`, {
    job: job.id ?? '',
    state,
  });
}

async function viewOf(name: string, job: Job): Promise<JobView> {
  const state = await job.getState();
  const failure = recordedFailure(job);
  const failed = job.failedReason as string | undefined;
  return {
    id: `${name}/${job.id ?? ''}`,
    kind: name as JobName,
    state: state === 'prioritized' || state === 'waiting-children' ? 'waiting' : state,
    askedAt: new Date(job.timestamp).toISOString(),
    startedAt: timeOf(job.processedOn),
    endedAt: timeOf(job.finishedOn),
    attempts: job.attemptsMade,
    payload: job.data as unknown,
    step: jobProgressSchema.safeParse(job.progress).data?.step ?? null,
    failure: failure ?? (failed === undefined || failed === '' ? null : { code: null, message: failed, details: {} }),
  };
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

import { setTimeout as pause } from 'node:timers/promises';
import { Queue, type Job, type JobState, type JobType, type QueueOptions } from 'bullmq';
import { AlongsideError, UsageError, type ServerConnections, withinTime } from '../../core/index.js';
import { CancelMarks } from './cancel-marks.js';
import { withQueueChecked } from './damaged-queue.js';
import { JOB_NAMES, type JobName } from './job-kind.js';
import { viewOf, wholeId, type JobView } from './job-view.js';
import { queueOptions, releaseConnection } from './queue-options.js';
import { CANCELLED, recoveryOptions } from './retry-policy.js';

const OPEN: readonly JobType[] = ['active', 'waiting', 'prioritized', 'delayed'];
/** Jobs of a state that are listed. */
const MOST = 100;
/** Milliseconds that a worker has to end a job, and between two looks whether it has. */
const TO_END = 4000;
const GLANCE = 100;

/** What became of a job that was to be cancelled: it is gone, or will be as soon as a worker takes it up. */
export interface CancelledJob {
  readonly id: string;
  readonly state: 'cancelled' | 'to-be-cancelled';
}

/** Which jobs are listed. */
export interface ListedJobs {
  /** Those that failed alone. */
  readonly failedAlone?: boolean;
  /** Those that ended well too. */
  readonly finished?: boolean;
}

/** The jobs of some queues: looked at, and tried again, cancelled or removed one by one. */
export class JobList {
  private readonly queues: readonly Queue[];
  private readonly connections: QueueOptions[] = [];

  /** @param names of the queues; all, if left out */
  constructor(
    private readonly servers: Pick<ServerConnections, 'redis'>,
    names: readonly JobName[] = JOB_NAMES,
  ) {
    this.queues = names.map((name) => {
      const options = queueOptions(servers.redis.url);
      this.connections.push(options);
      const queue = new Queue(name, options);
      queue.on('error', () => undefined); // Reported by the call that meets it.
      return queue;
    });
  }

  /** Those that are open or failed, in the order in which they were asked for. */
  async all({ failedAlone = false, finished = false }: ListedJobs = {}): Promise<JobView[]> {
    const states: JobType[] = failedAlone
      ? ['failed']
      : [...OPEN, 'failed', ...(finished ? ['completed' as const] : [])];
    const views: JobView[] = [];
    for (const queue of this.queues) {
      await withQueueChecked(queue, this.servers, async () => {
        const jobs: (Job | undefined)[] = await queue.getJobs(states, 0, MOST - 1);
        for (const job of jobs) if (job !== undefined) views.push(await viewOf(queue.name, job));
      });
    }
    return views.sort((a, b) => (a.askedAt < b.askedAt ? -1 : a.askedAt > b.askedAt ? 1 : 0));
  }

  /** One; throws a UsageError `unknown-job`. */
  async show(id: string): Promise<JobView> {
    const { queue, job } = await this.find(id);
    return viewOf(queue.name, job);
  }

  /** Queues a failed job again, with all its attempts; throws `unknown-job` or `job-state`. */
  async retry(id: string): Promise<JobView> {
    const { queue, job } = await this.find(id);
    await refuseUnless(job, ['failed'], 'did not fail; only a failed one is tried again');
    await job.retry('failed', { resetAttemptsMade: true });
    return viewOf(queue.name, job);
  }

  /**
   * Takes a job that waits out of its queue, or has its worker end it, computing or not. The job of a worker that is gone is
   * ended by whoever takes it up next.
   *
   * @throws UsageError `unknown-job`; AlongsideError `job-state` where it has ended, or is the next of a schedule
   */
  async cancel(id: string): Promise<CancelledJob> {
    const { queue, job } = await this.find(id);
    const open: JobState[] = ['waiting', 'prioritized', 'delayed', 'active'];
    await refuseUnless(job, open, 'has ended; "alongside jobs remove" is for such a one');
    refuseScheduled(job, await job.getState());
    if (await removedUnheld(job)) return { id: wholeId(job), state: 'cancelled' };
    await new CancelMarks(queue).ask(job);
    for (let waited = 0; waited < TO_END; waited += GLANCE) {
      await pause(GLANCE);
      const left = (await queue.getJob(job.id ?? '')) as Job | undefined;
      if (left === undefined) return { id: wholeId(job), state: 'cancelled' };
      // It was done before its worker saw the wish; what was cancelled is about to be removed.
      if (left.finishedOn !== undefined && left.failedReason !== CANCELLED)
        await refuseUnless(left, open, 'ended before it could be cancelled');
    }
    return { id: wholeId(job), state: 'to-be-cancelled' };
  }

  /** Forgets a job that has ended, or whose worker is gone; returns its whole id. Throws `unknown-job` or `job-state`. */
  async remove(id: string): Promise<string> {
    const { job } = await this.find(id);
    const ended: JobState[] = ['failed', 'completed', 'active'];
    await refuseUnless(job, ended, 'has not ended; "alongside jobs cancel" is for one that waits');
    if (await removedUnheld(job)) return wholeId(job);
    const seconds = recoveryOptions.lockDuration / 1000;
    const then = `"alongside jobs cancel" ends it`;
    const gone = `a worker that was killed holds its job for up to ${seconds} seconds`;
    throw wrongState(job, 'active', `is held by a worker. ${then}; ${gone}`);
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
        : `Several jobs have this number: ${found.map(({ job }) => wholeId(job)).join(', ')}. Say which.`;
    throw new UsageError('unknown-job', sentence, { job: id });
  }
}

async function refuseUnless(job: Job, states: readonly JobState[], why: string): Promise<void> {
  const state = await job.getState();
  if (!states.some((each) => each === state)) throw wrongState(job, state, `${why} (it is ${state})`);
}

/** The next job of a schedule goes with the schedule alone. */
function refuseScheduled(job: Job, state: string): void {
  if (job.repeatJobKey === undefined || state !== 'delayed' || job.attemptsMade > 0) return;
  throw wrongState(job, state, 'is the next one of a schedule; "alongside jobs schedule" removes that');
}

/** Removes a job; false where a worker holds it, as BullMQ alone can tell: one that is gone holds its job for a while yet. */
async function removedUnheld(job: Job): Promise<boolean> {
  try {
    await job.remove();
    return true;
  } catch (cause) {
    if (!(await job.isActive())) throw cause;
    return false;
  }
}

function wrongState(job: Job, state: string, why: string): AlongsideError {
  return new AlongsideError('job-state', `The job ${wholeId(job)} ${why}.`, {
    job: job.id ?? '',
    state,
  });
}

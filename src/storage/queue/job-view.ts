import type { Job, JobState } from 'bullmq';
import { z } from 'zod';
import { recordedFailure } from './failure.js';
import { JOB_NAMES, type JobName } from './job-kind.js';
import { jobProgressSchema } from './job-progress.js';

export const JOB_STATES = ['active', 'waiting', 'delayed', 'completed', 'failed', 'unknown'] as const;

const time = z.iso.datetime().nullable();

/** A job as it stands in its queue. */
export const jobViewSchema = z
  .object({
    id: z.string().describe("Names it among the jobs of all queues: the queue's name and the number there."),
    kind: z.enum(JOB_NAMES),
    state: z
      .enum(JOB_STATES)
      .describe('`delayed`: it waits for its next attempt, or for the time that its schedule says.'),
    askedAt: z.iso.datetime(),
    dueAt: time.describe('When the schedule begins it; null for a job of none, and once it has begun.'),
    startedAt: time,
    endedAt: time,
    attempts: z.int().describe('Attempts that ended.'),
    mostAttempts: z.int(),
    schedule: z.string().nullable().describe('The schedule that asked for it.'),
    payload: z.unknown().describe('What was asked for.'),
    step: z.string().nullable().describe('That of `progress`.'),
    progress: jobProgressSchema.nullable().describe('Null where it has said nothing yet, and once it has failed.'),
    result: z.unknown().describe('What it told at its end; null before.'),
    failure: z
      .object({
        code: z.string().nullable().describe('Null where its process could not say one.'),
        message: z.string(),
        details: z.record(z.string(), z.unknown()),
      })
      .nullable()
      .describe('Why its last attempt failed.'),
  })
  .meta({ id: 'Job' });
export type JobView = z.output<typeof jobViewSchema>;

export async function viewOf(name: string, job: Job): Promise<JobView> {
  const state = stateOf(await job.getState());
  const progress = jobProgressSchema.safeParse(job.progress).data ?? null;
  return {
    id: wholeId(job),
    kind: name as JobName,
    state,
    ...timesOf(job, state),
    attempts: job.attemptsMade,
    mostAttempts: job.opts.attempts ?? 1,
    schedule: job.repeatJobKey ?? null,
    payload: job.data as unknown,
    step: progress?.step ?? null,
    progress,
    result: (job.returnvalue as unknown) ?? null,
    failure: recordedFailure(job) ?? unsaidFailure(job.failedReason),
  };
}

function stateOf(state: JobState | 'unknown'): JobView['state'] {
  return state === 'prioritized' || state === 'waiting-children' ? 'waiting' : state;
}

function timesOf(job: Job, state: JobView['state']): Pick<JobView, 'askedAt' | 'dueAt' | 'startedAt' | 'endedAt'> {
  const isDue = state === 'delayed' && job.repeatJobKey !== undefined && job.attemptsMade === 0;
  return {
    askedAt: new Date(job.timestamp).toISOString(),
    dueAt: isDue ? new Date(job.timestamp + job.delay).toISOString() : null,
    startedAt: timeOf(job.processedOn),
    endedAt: timeOf(job.finishedOn),
  };
}

/** Names a job among those of all queues. */
export function wholeId({ queueName, id }: Pick<Job, 'queueName' | 'id'>): string {
  return `${queueName}/${id ?? ''}`;
}

/** Of an attempt whose process said nothing. */
function unsaidFailure(message: string | undefined): JobView['failure'] {
  return message === undefined || message === '' ? null : { code: null, message, details: {} };
}

function timeOf(milliseconds: number | undefined): string | null {
  return milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

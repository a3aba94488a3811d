import { Queue, type JobSchedulerJson } from 'bullmq';
import { UsageError, messageOf, type ServerConnections } from '../../core/index.js';
import { isRedisFailure } from '../redis/index.js';
import { embedJobSchema } from './embed-job.js';
import type { JobName } from './job-kind.js';
import { publishJobSchema } from './publish-job.js';
import { queueOptions, releaseConnection } from './queue-options.js';
import { keptOptions } from './retry-policy.js';
import { SCHEDULE_NAMES, type ScheduleName } from './choices.js';
import { trainJobSchema } from './train-job.js';

/** What can be scheduled: the queue, and what each of its jobs asks for. */
const SCHEDULED = {
  embed: { queue: 'embed', payload: () => embedJobSchema.parse({ full: true }) },
  train: { queue: 'train', payload: () => trainJobSchema.parse({}) },
  'clean-up': { queue: 'publish', payload: () => publishJobSchema.parse({ task: 'clean-up' }) },
} as const satisfies Readonly<Record<ScheduleName, { readonly queue: JobName; readonly payload: () => object }>>;

/** After jobs that somebody asked for and waits for, which have no number of their own. */
const PRIORITY = 10;

/** A schedule as it stands. */
export interface Schedule {
  readonly name: ScheduleName;
  readonly cron: string;
  readonly timeZone: string;
  /** When its next job begins; null where that cannot be said. */
  readonly next: string | null;
}

/** The schedules of a home: jobs that are queued again and again, by BullMQ's job schedulers, which are in Redis alone. */
export class Schedules {
  constructor(private readonly servers: Pick<ServerConnections, 'redis'>) {}

  async list(): Promise<Schedule[]> {
    const found: Schedule[] = [];
    for (const name of SCHEDULE_NAMES) {
      const scheduler = await this.with(name, (queue) => queue.getJobScheduler(name));
      if (scheduler !== undefined) found.push(scheduleOf(name, scheduler));
    }
    return found;
  }

  /**
   * Sets a schedule, in the place of the one that there was.
   *
   * @param cron five fields: minute, hour, day of the month, month, day of the week
   * @param timeZone by its IANA name
   * @param payload what each job asks for; the usual, if left out
   * @throws UsageError `invalid-option` for what is none
   */
  async set(
    name: ScheduleName,
    cron: string,
    timeZone: string,
    payload: object = SCHEDULED[name].payload(),
  ): Promise<Schedule> {
    assertSchedule(cron, timeZone);
    return this.with(name, async (queue) => {
      await queue.setGlobalConcurrency(1);
      const template = { name: queue.name, data: payload, opts: { ...keptOptions, priority: PRIORITY } };
      try {
        await queue.upsertJobScheduler(name, { pattern: cron, tz: timeZone }, template);
      } catch (error) {
        if (isRedisFailure(error)) throw error;
        throw invalidCron(cron, messageOf(error));
      }
      const scheduler = await queue.getJobScheduler(name);
      if (scheduler === undefined) throw invalidCron(cron, 'it never comes');
      return scheduleOf(name, scheduler);
    });
  }

  /** Removes a schedule with its next job; one in progress goes on. Returns whether there was one. */
  remove(name: ScheduleName): Promise<boolean> {
    return this.with(name, (queue) => queue.removeJobScheduler(name));
  }

  private async with<Value>(name: ScheduleName, work: (queue: Queue) => Promise<Value>): Promise<Value> {
    const options = queueOptions(this.servers.redis.url);
    const queue = new Queue(SCHEDULED[name].queue, options);
    queue.on('error', () => undefined); // Reported by the call that meets it.
    try {
      return await work(queue);
    } finally {
      await queue.close();
      releaseConnection(options);
    }
  }
}

function scheduleOf(name: ScheduleName, { pattern = '', tz = 'UTC', next }: JobSchedulerJson): Schedule {
  return { name, cron: pattern, timeZone: tz, next: next === undefined ? null : new Date(next).toISOString() };
}

function assertSchedule(cron: string, timeZone: string): void {
  if (cron.trim().split(/\s+/).length !== 5) throw invalidCron(cron, 'it has five fields');
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw new UsageError('invalid-option', `There is no time zone "${timeZone}"; write one such as Europe/Vienna.`);
  }
}

function invalidCron(cron: string, why: string): UsageError {
  return new UsageError(
    'invalid-option',
    `"${cron}" is not a cron schedule (${why}): write minute, hour, day of the month, month, day of the week, such as "0 3 * * *".`,
  );
}

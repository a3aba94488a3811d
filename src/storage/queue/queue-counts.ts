import type { Queue } from 'bullmq';

/** How many jobs stand where. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export async function countJobs(queue: Queue): Promise<QueueCounts> {
  const [counts, schedules] = await Promise.all([queue.getJobCounts(), queue.getJobSchedulersCount()]);
  const { waiting = 0, delayed = 0, prioritized = 0, active = 0, failed = 0 } = counts;
  // Each schedule has its next job among the delayed ones: nobody waits for that.
  return { waiting: waiting + prioritized + Math.max(0, delayed - schedules), active, failed };
}

/** What a worker is called that a command runs for a job of its own, and that leaves with it. */
export const STAND_IN = 'stand-in';

/** Workers of a queue that are connected and stay: commands that run a job of their own are none. */
export async function lastingWorkers(queue: Queue): Promise<number> {
  const workers = await queue.getWorkers();
  return workers.filter(({ rawname = '' }) => !rawname.endsWith(`:w:${STAND_IN}`)).length;
}

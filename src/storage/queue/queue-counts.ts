import type { Queue } from 'bullmq';

/** How many jobs stand where. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  readonly failed: number;
}

export async function countJobs(queue: Queue): Promise<QueueCounts> {
  const { waiting = 0, delayed = 0, prioritized = 0, active = 0, failed = 0 } = await queue.getJobCounts();
  return { waiting: waiting + delayed + prioritized, active, failed };
}

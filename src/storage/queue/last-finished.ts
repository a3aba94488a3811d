import type { Queue } from 'bullmq';

/** The latest job of a queue that ended well. */
export interface FinishedJob {
  /** In milliseconds since 1970. */
  readonly endedAt: number;
  readonly seconds: number;
  /** What it told, as it stands in the queue. */
  readonly result: unknown;
}

/** The latest job of a queue that ended well, among those that the queue still keeps. */
export async function lastFinishedOf(queue: Queue): Promise<FinishedJob | undefined> {
  const [job] = await queue.getJobs(['completed'], 0, 0);
  const { processedOn, finishedOn } = (job as typeof job | undefined) ?? {};
  if (processedOn === undefined || finishedOn === undefined) return undefined;
  return { endedAt: finishedOn, seconds: (finishedOn - processedOn) / 1000, result: job.returnvalue as unknown };
}

import type { Job, QueueBase, RedisClient, RedisQueueBackend } from 'bullmq';

type MarkedJob = Pick<Job, 'id' | 'timestamp'>;

/** Seconds that a wish is kept: longer than a worker that was killed is away. */
const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * Wishes that jobs in progress be ended. BullMQ lets no client end the process that runs a job, so a wish stands beside the
 * job, where its worker looks for it; whoever takes up the job of a worker that is gone finds it too.
 */
export class CancelMarks {
  constructor(private readonly queue: Pick<QueueBase, 'backend' | 'toKey'>) {}

  async ask(job: MarkedJob): Promise<void> {
    const client = await this.client;
    await client.set(this.key(job), job.timestamp, { EX: KEPT_SECONDS });
  }

  async isAsked(job: MarkedJob): Promise<boolean> {
    const client = await this.client;
    // Queues that were emptied count their jobs anew: one of the same number is another job.
    return (await client.get(this.key(job))) === String(job.timestamp);
  }

  async clear(job: MarkedJob): Promise<void> {
    const client = await this.client;
    await client.del(this.key(job));
  }

  private get client(): Promise<RedisClient> {
    return (this.queue.backend as RedisQueueBackend).client;
  }

  private key({ id = '' }: MarkedJob): string {
    return this.queue.toKey(`${id}:cancel`);
  }
}

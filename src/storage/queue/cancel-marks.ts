import type { QueueBase, RedisClient, RedisQueueBackend } from 'bullmq';

/** Seconds that a wish is kept: longer than a worker that was killed is away. */
const KEPT_SECONDS = 7 * 24 * 3600;

/**
 * Wishes that jobs in progress be ended. BullMQ lets no client end the process that runs a job, so a wish stands beside the
 * job, where its worker looks for it; whoever takes up the job of a worker that is gone finds it too.
 */
export class CancelMarks {
  constructor(private readonly queue: Pick<QueueBase, 'backend' | 'toKey'>) {}

  async ask(id: string): Promise<void> {
    const client = await this.client;
    await client.set(this.key(id), 1, { EX: KEPT_SECONDS });
  }

  async isAsked(id: string): Promise<boolean> {
    const client = await this.client;
    return (await client.get(this.key(id))) !== null;
  }

  async clear(id: string): Promise<void> {
    const client = await this.client;
    await client.del(this.key(id));
  }

  private get client(): Promise<RedisClient> {
    return (this.queue.backend as RedisQueueBackend).client;
  }

  private key(id: string): string {
    return this.queue.toKey(`${id}:cancel`);
  }
}

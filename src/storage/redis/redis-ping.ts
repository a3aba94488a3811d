import { Redis } from 'ioredis';
import { withinTime } from '../../core/index.js';

/** Asks a Redis again and again whether it answers, over a connection of its own that is made anew where it broke. */
export class RedisPing {
  private readonly client: Redis;

  constructor(url: string) {
    this.client = new Redis(url, {
      lazyConnect: true,
      maxRetriesPerRequest: 0,
      connectTimeout: 2000,
      retryStrategy: () => 500,
    });
    this.client.on('error', () => undefined); // Whoever asks is told.
  }

  /** Whether it answers in time, and has its data in memory. */
  async answersWithin(milliseconds: number): Promise<boolean> {
    const answer = this.client.ping().catch(() => undefined);
    return (await withinTime(milliseconds, answer)) !== undefined;
  }

  close(): void {
    this.client.disconnect();
  }
}

import type { Redis } from 'ioredis';
import { AlongsideError } from '../../core/index.js';
import { BACKLOG_KEY } from './intake-keys.js';

/** How a Redis can promise that what it took is on the disk: by itself with each answer, by a command that waits, or not. */
export type DiskPromise = 'always' | 'waits' | 'none';

/** Milliseconds that the disk may take; by its usual setting Redis flushes once a second. */
const PATIENCE = 5000;
/** Milliseconds for which what is known of the server is believed. */
const BELIEVED = 10_000;

/**
 * Waits until what a Redis took is on its disk. Waiting holds up a connection, so it has one of its own; who comes while
 * somebody waits shares the wait after that.
 */
export class DiskFlush {
  private connection: Redis | undefined;
  private known: { readonly promise: DiskPromise; readonly until: number } | undefined;
  private waiting: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  /** @param elapsed milliseconds that never go back */
  constructor(
    private readonly redis: Redis,
    private readonly elapsed: () => number,
  ) {}

  /** @throws AlongsideError `durability-unavailable` where the server cannot promise it */
  async assertPossible(): Promise<void> {
    if ((await this.promise()) !== 'none') return;
    throw new AlongsideError(
      'durability-unavailable',
      'This Redis cannot say when an event is on its disk: it writes no log of each command, or flushes it once a second and knows no WAITAOF. Start it with "alongside up --durable", or send without "durable".',
    );
  }

  /** Returns once all that the server took before is on its disk; throws `timed-out`. */
  async flushed(): Promise<void> {
    if ((await this.promise()) === 'always') return;
    // The wait at hand may have begun before what this caller sent.
    this.next ??= (this.waiting ?? Promise.resolve())
      .catch(() => undefined)
      .then(() => {
        this.waiting = this.next;
        this.next = undefined;
        return this.wait();
      });
    await this.next;
  }

  close(): void {
    this.connection?.disconnect();
  }

  private async wait(): Promise<void> {
    this.connection ??= this.redis.duplicate();
    // What waits, waits for writes of its own connection: this one comes after all before it, and changes nothing.
    await this.connection.incrby(BACKLOG_KEY, 0);
    const [local] = (await this.connection.call('WAITAOF', 1, 0, PATIENCE)) as number[];
    if (local >= 1) return;
    throw new AlongsideError(
      'timed-out',
      'The events were taken, and the disk did not say in time that it has them. Sent again, they count once.',
    );
  }

  private async promise(): Promise<DiskPromise> {
    const now = this.elapsed();
    if (this.known === undefined || this.known.until < now) {
      this.known = { promise: await diskPromise(this.redis), until: now + BELIEVED };
    }
    return this.known.promise;
  }
}

/** What a server can promise, by its settings where it tells them. */
export async function diskPromise(redis: Redis): Promise<DiskPromise> {
  const persistence = await redis.info('persistence');
  if (!/^aof_enabled:1/m.test(persistence)) return 'none';
  const [, fsync] = await redis.config('GET', 'appendfsync').then(asTexts, () => ['', '']);
  if (fsync === 'always') return 'always';
  const [command] = await redis.command('INFO', 'waitaof');
  return Array.isArray(command) && command.length > 0 ? 'waits' : 'none';
}

function asTexts(reply: unknown): string[] {
  return Array.isArray(reply) ? reply.map(String) : [];
}

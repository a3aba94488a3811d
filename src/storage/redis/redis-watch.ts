import type { Redis } from 'ioredis';
import { messageOf } from '../../core/index.js';
import { LIVE_KEY } from './snapshot-keys.js';

export interface RedisWatchOptions {
  /** Milliseconds between two questions. */
  readonly every?: number;
  /** Milliseconds that an answer may take. */
  readonly patience?: number;
  /** Called once when Redis goes, with why, and once when it is back. */
  readonly onChange?: (away: boolean, reason: string) => void;
}

/** A connection that was begun and brought no answer for so many milliseconds is begun anew. */
const STUCK = 3000;

/**
 * Knows whether Redis answers, by asking it again and again. A server that went is noticed by its connection; one that only
 * fell silent by what is not answered in time: its connection is then ended, so that nobody waits for it.
 */
export class RedisWatch {
  private readonly every: number;
  private readonly patience: number;
  private readonly timer: NodeJS.Timeout;
  private asking = false;
  private reason: string | undefined;
  private triedAt = performance.now();

  constructor(
    private readonly redis: Redis,
    private readonly options: RedisWatchOptions = {},
  ) {
    this.every = options.every ?? 250;
    this.patience = options.patience ?? 500;
    this.timer = setInterval(() => void this.ask(), this.every).unref();
    redis.on('close', this.closed);
    redis.on('ready', this.ready);
  }

  /** Whether Redis did not answer last. */
  get away(): boolean {
    return this.reason !== undefined;
  }

  close(): void {
    clearInterval(this.timer);
    this.redis.off('close', this.closed).off('ready', this.ready);
  }

  private readonly closed = (): void => {
    this.set('the connection ended');
  };

  private readonly ready = (): void => {
    void this.ask();
  };

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const answer = this.redis.exists(LIVE_KEY).then(() => true);
      // Whoever waits no longer must not be told of a failure that comes later.
      answer.catch(() => undefined);
      if (await Promise.race([answer, this.late()])) this.set(undefined);
      else this.begin(`no answer within ${this.patience} ms`);
    } catch (error) {
      this.set(messageOf(error));
      if (this.redis.status === 'connect' && performance.now() - this.triedAt > STUCK) this.begin(messageOf(error));
    } finally {
      this.asking = false;
    }
  }

  /** Resolves to false when an answer should be there. One that has come while this process was busy is read first. */
  private async late(): Promise<false> {
    await new Promise((resolve) => setTimeout(resolve, this.patience).unref());
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    return false;
  }

  private begin(reason: string): void {
    this.triedAt = performance.now();
    this.set(reason);
    this.redis.disconnect(true);
  }

  private set(reason: string | undefined): void {
    const { away } = this;
    this.reason = reason;
    if (away !== this.away) this.options.onChange?.(this.away, reason ?? '');
  }
}

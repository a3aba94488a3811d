import type { Redis } from 'ioredis';
import type { IdentifiedEvent } from '../../shop/csv/index.js';
import { readEvent } from './change.js';
import { BACKLOG_KEY, DEAD_KEY, STREAM_KEY, WAITING_KEY } from './intake-keys.js';
import { withIntakeScripts } from './intake-scripts.js';

/** Events that are looked at together. */
const PAGE = 1000;

/** An event that waits for its product. */
export interface WaitingEvent {
  readonly text: string;
  readonly event: IdentifiedEvent;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Events of products that the graph does not have: they wait for the product, and are given up in the end. */
export class WaitingEvents {
  private readonly redis: Redis;

  constructor(redis: Redis) {
    this.redis = withIntakeScripts(redis);
  }

  /** The next of them after the first `from`, in the order in which they are to be given up. */
  async page(from: number): Promise<WaitingEvent[]> {
    const found = await this.redis.zrange(WAITING_KEY, String(from), String(from + PAGE - 1), 'WITHSCORES');
    const page: WaitingEvent[] = [];
    for (let i = 0; i + 1 < found.length; i += 2) {
      page.push({ text: found[i], event: readEvent(found[i]), until: Number(found[i + 1]) });
    }
    return page;
  }

  /** Sends them on their way again. @returns how many there still were */
  async release(events: readonly WaitingEvent[]): Promise<number> {
    if (events.length === 0) return 0;
    const texts = events.map(({ text }) => text);
    return this.redis.intakeRelease(3, STREAM_KEY, BACKLOG_KEY, WAITING_KEY, ...texts);
  }

  /** Makes dead letters of them. @returns how many there still were */
  async giveUp(events: readonly WaitingEvent[], reason: string, detail: string): Promise<number> {
    if (events.length === 0) return 0;
    return this.redis.intakeGiveUp(2, WAITING_KEY, DEAD_KEY, reason, detail, ...events.map(({ text }) => text));
  }
}

import type { Redis } from 'ioredis';
import { BACKLOG_KEY, DEAD_KEY, STREAM_KEY } from './intake-keys.js';
import { withIntakeScripts } from './intake-scripts.js';
import { namedFields } from './named-fields.js';

/** Letters that are read at once. */
const PAGE = 500;

/** What could not be written. */
export interface DeadLetter {
  readonly id: string;
  /** Since when (epoch milliseconds) it is one. */
  readonly at: number;
  readonly kind: string;
  readonly text: string;
  /** A code. */
  readonly reason: string;
  readonly detail: string;
}

/** What an operator reads, mends and sends on its way again. */
export class DeadLetters {
  private readonly redis: Redis;

  constructor(redis: Redis) {
    this.redis = withIntakeScripts(redis);
  }

  count(): Promise<number> {
    return this.redis.xlen(DEAD_KEY);
  }

  /** All of them, the oldest first. */
  async *all(): AsyncGenerator<DeadLetter, void> {
    for (let from = '-'; ;) {
      const entries = await this.redis.xrange(DEAD_KEY, from, '+', 'COUNT', PAGE);
      for (const entry of entries) yield letterOf(entry);
      const last = entries.at(-1);
      if (last === undefined) return;
      from = `(${last[0]}`;
    }
  }

  /** One by its id; undefined where there is none. */
  async find(id: string): Promise<DeadLetter | undefined> {
    return (await this.redis.xrange(DEAD_KEY, id, id)).map(letterOf).at(0);
  }

  /** Sends one on its way again with this content. @returns whether it was still there */
  async replay(id: string, { kind, events, text }: { kind: string; events: number; text: string }): Promise<boolean> {
    return (await this.redis.intakeReplay(3, STREAM_KEY, BACKLOG_KEY, DEAD_KEY, id, kind, events, text)) === 1;
  }

  /** Forgets one for good. @returns whether it was there */
  async discard(id: string): Promise<boolean> {
    return (await this.redis.xdel(DEAD_KEY, id)) === 1;
  }
}

function letterOf([id, fields]: [string, string[]]): DeadLetter {
  const of = namedFields(fields);
  const said = (name: string): string => of.get(name) ?? '';
  return {
    id,
    at: Number(id.split('-')[0]),
    kind: said('kind'),
    text: said('text'),
    reason: said('reason'),
    detail: said('detail'),
  };
}

import type { Redis } from 'ioredis';
import { isRedisFailure } from '../redis/index.js';
import { BACKLOG_KEY, DEAD_KEY, STREAM_KEY, TOUCHED_KEY, WAITING_KEY } from './intake-keys.js';
import { eventText } from './change.js';
import { namedFields } from './named-fields.js';
import type { IdentifiedEvent } from '../../shop/csv/index.js';

/** The consumer group of whoever writes to the graph. */
const GROUP = 'graph';
/** Entries that are read at once: of a hundred events at most each. */
const AT_ONCE = 100;

/** An entry of the stream as it stands there. */
export interface StreamEntry {
  readonly id: string;
  readonly kind: string;
  /** How much it counts in the backlog. */
  readonly events: number;
  readonly text: string;
}

/** What can never be written, and why. */
export interface Refused {
  readonly kind: string;
  readonly text: string;
  /** A code. */
  readonly reason: string;
  readonly detail: string;
}

/** What became of entries whose changes are in the graph. */
export interface Settled {
  readonly entries: readonly StreamEntry[];
  /** Events of products that are not known, and until when (epoch milliseconds) they wait for them. */
  readonly waiting: readonly IdentifiedEvent[];
  readonly waitUntil: number;
  readonly refused: readonly Refused[];
  /** Ids of the products that the changes name. */
  readonly touched: readonly string[];
}

/**
 * Reads the stream in its order, as a consumer of the group. What was read stays with this consumer until it is settled; what
 * another one held, whose process ended, is claimed.
 */
export class IntakeReader {
  /**
   * @param redis a connection of its own: waiting for entries holds up all that is asked after it
   * @param consumer names this process
   */
  constructor(
    private readonly redis: Redis,
    private readonly consumer: string,
  ) {}

  /** Makes the group where there is none, from the beginning of what the stream holds. */
  async open(): Promise<void> {
    try {
      await this.redis.xgroup('CREATE', STREAM_KEY, GROUP, '0', 'MKSTREAM');
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
    }
  }

  /**
   * Claims the first of what any consumer holds, this one too; whoever calls is the only one that writes. In the order of the
   * stream, some at a time: until it answers nothing.
   */
  async claim(): Promise<StreamEntry[]> {
    const [, claimed] = (await this.redis.xautoclaim(
      STREAM_KEY,
      GROUP,
      this.consumer,
      0,
      '0-0',
      'COUNT',
      AT_ONCE,
    )) as unknown as [string, (RawEntry | null)[]];
    return claimed.filter((entry) => entry !== null).map(entryOf);
  }

  /** Consumers that hold nothing any longer are forgotten. */
  async forgetOthers(): Promise<void> {
    const consumers = (await this.redis.xinfo('CONSUMERS', STREAM_KEY, GROUP)) as unknown[][];
    for (const fields of consumers) {
      const of = namedFields(fields);
      const name = String(of.get('name'));
      if (name !== this.consumer && of.get('pending') === 0) {
        await this.redis.xgroup('DELCONSUMER', STREAM_KEY, GROUP, name);
      }
    }
  }

  /** The next entries; nothing where none has come within some milliseconds. */
  async next(milliseconds: number): Promise<StreamEntry[]> {
    const found = (await this.redis.xreadgroup(
      'GROUP',
      GROUP,
      this.consumer,
      'COUNT',
      AT_ONCE,
      'BLOCK',
      milliseconds,
      'STREAMS',
      STREAM_KEY,
      '>',
    )) as [string, RawEntry[]][] | null;
    return found === null ? [] : found.flatMap(([, entries]) => entries.map(entryOf));
  }
}

/** Takes entries off the stream, in one step with what is left of them. */
export async function settle(redis: Redis, settled: Settled): Promise<void> {
  const { entries, waiting, waitUntil, refused, touched } = settled;
  if (entries.length === 0) return;
  const ids = entries.map(({ id }) => id);
  const write = redis.multi();
  write.xack(STREAM_KEY, GROUP, ...ids).xdel(STREAM_KEY, ...ids);
  write.decrby(
    BACKLOG_KEY,
    entries.reduce((sum, { events }) => sum + events, 0),
  );
  // NX: an event that came again waits no longer for that.
  for (const event of waiting) write.zadd(WAITING_KEY, 'NX', waitUntil, eventText(event));
  for (const { kind, text, reason, detail } of refused) {
    write.xadd(DEAD_KEY, '*', 'kind', kind, 'text', text, 'reason', reason, 'detail', detail);
  }
  if (touched.length > 0) write.sadd(TOUCHED_KEY, ...touched);
  const replies = await write.exec();
  const failed = replies?.find(([error]) => error !== null)?.[0];
  if (failed) throw failed;
}

/** Whether the group or the stream is gone, as where Redis was emptied. */
export function isGroupGone(error: unknown): boolean {
  return error instanceof Error && !isRedisFailure(error) && /^(NOGROUP|UNBLOCKED)/.test(error.message);
}

type RawEntry = [id: string, fields: string[]];

function entryOf([id, fields]: RawEntry): StreamEntry {
  const of = namedFields(fields);
  return { id, kind: of.get('kind') ?? '', events: Number(of.get('events') ?? 0), text: of.get('text') ?? '' };
}

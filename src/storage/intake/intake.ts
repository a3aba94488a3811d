import type { Redis } from 'ioredis';
import type { IdentifiedEvent } from '../../shop/csv/index.js';
import { eventText, type Change } from './change.js';
import { BACKLOG_KEY, DEAD_KEY, STREAM_KEY, WAITING_KEY, customerKey, requestKey } from './intake-keys.js';
import { withIntakeScripts } from './intake-scripts.js';

/** Events an entry of the stream, so that what a reader holds at once is bounded. */
const ENTRY_EVENTS = 100;
/** Seconds that the answer to a request with an idempotency key is kept. */
const REQUEST_SECONDS = 24 * 3600;
/** A customer's events that are kept beside the snapshot, and for how many seconds. */
const CUSTOMER_EVENTS = 50;
const CUSTOMER_SECONDS = 30 * 24 * 3600;

/** A request that may come again. */
export interface RepeatableRequest {
  /** Who sends it, and by which `Idempotency-Key`. */
  readonly caller: string;
  readonly key: string;
  /** Of what it says. */
  readonly digest: string;
  /** What it is answered, now and when it comes again. */
  readonly answer: string;
}

/** What became of a request: `again` was taken before, `other` said something else under its key, `full` found no room. */
export type Acceptance =
  | { readonly became: 'accepted' }
  | { readonly became: 'again'; readonly answer: string }
  | { readonly became: 'other' }
  | { readonly became: 'full'; readonly backlog: number };

/** What was accepted and is not in the graph. */
export interface Backlog {
  /** Events in the stream. */
  readonly stream: number;
  /** Events whose product is not known yet. */
  readonly waiting: number;
  /** Dead letters. */
  readonly dead: number;
}

/** The way in: changes that were accepted stand in a stream of Redis, in order, until the graph has them. */
export class Intake {
  private readonly redis: Redis;

  /** @param mostBacklog events that may wait; what would go beyond is refused */
  constructor(
    redis: Redis,
    private readonly mostBacklog = Number.MAX_SAFE_INTEGER,
  ) {
    this.redis = withIntakeScripts(redis);
  }

  /** Takes all changes of a request, or none, in one step. */
  async accept(changes: readonly Change[], request?: RepeatableRequest): Promise<Acceptance> {
    const entries = changes.flatMap(entriesOf);
    const customers = eventsByCustomer(changes);
    const keys = [
      STREAM_KEY,
      BACKLOG_KEY,
      WAITING_KEY,
      request === undefined ? BACKLOG_KEY : requestKey(request.caller, request.key),
      ...[...customers.keys()].map(customerKey),
    ];
    const [became, said] = await this.redis.intakeAccept(
      keys.length,
      ...keys,
      this.mostBacklog,
      entries.reduce((sum, { events }) => sum + events, 0),
      ...(request === undefined ? ['0', '', '', 0] : ['1', request.digest, request.answer, REQUEST_SECONDS]),
      entries.length,
      ...entries.flatMap(({ kind, events, text }) => [kind, events, text]),
      CUSTOMER_SECONDS,
      CUSTOMER_EVENTS,
      ...[...customers.values()].flatMap((events) => [events.length, ...events]),
    );
    if (became === 'again') return { became, answer: said };
    if (became === 'full') return { became, backlog: Number(said) };
    return { became: became === 'other' ? 'other' : 'accepted' };
  }

  async backlog(): Promise<Backlog> {
    const [stream, waiting, dead] = await Promise.all([
      this.redis.get(BACKLOG_KEY),
      this.redis.zcard(WAITING_KEY),
      this.redis.xlen(DEAD_KEY),
    ]);
    return { stream: Number(stream ?? 0), waiting, dead };
  }
}

interface Entry {
  readonly kind: Change['kind'];
  /** How much it counts in the backlog. */
  readonly events: number;
  readonly text: string;
}

/** A change as entries of the stream. */
export function entriesOf({ events }: Change): Entry[] {
  const entries: Entry[] = [];
  for (let from = 0; from < events.length; from += ENTRY_EVENTS) {
    const some = events.slice(from, from + ENTRY_EVENTS);
    entries.push({ kind: 'events', events: some.length, text: `[${some.map(eventText).join(',')}]` });
  }
  return entries;
}

/** The latest events of each customer, oldest first. */
function eventsByCustomer(changes: readonly Change[]): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (identified: IdentifiedEvent): void => {
    const { userId } = identified.event;
    const events = found.get(userId);
    if (events === undefined) found.set(userId, [eventText(identified)]);
    else if (events.push(eventText(identified)) > CUSTOMER_EVENTS) events.shift();
  };
  for (const { events } of changes) events.forEach(add);
  return found;
}

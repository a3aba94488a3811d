import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { INTERACTION_KINDS, takenBack, type SettledPurchase } from '../../shop/index.js';
import type { IdentifiedEvent } from '../../shop/csv/index.js';
import { customerEvents } from '../../storage/intake/index.js';
import { isRedisFailure } from '../../storage/redis/index.js';

/** Events of a customer that count: fewer than are kept, so that what a page began with is found again when more came. */
const COUNTED = 30;
/** Customers whose events are remembered for when Redis is away. */
const REMEMBERED = 10_000;

/** What a customer did of late, whether the snapshot knows of it or not. */
export interface NewestEvents {
  /** Names these events; empty where there are none. */
  readonly watermark: string;
  /** Products by their latest event, the newest first, each with the strongest kind (an index into INTERACTION_KINDS). */
  readonly products: readonly { readonly id: string; readonly kind: number }[];
  /** Products of which an earlier purchase was returned. */
  readonly returned: ReadonlySet<string>;
}

export const NO_EVENTS: NewestEvents = { watermark: '', products: [], returned: new Set() };

/** Where a customer's newest accepted events are looked up. */
export interface EventSource {
  /** @param watermark of earlier events, where a list goes on that began with them; undefined where they are gone */
  newest(user: string, watermark?: string): Promise<NewestEvents | undefined>;
}

/** Customers' newest events from Redis: a list follows what a customer does at once, before anything is embedded. */
export class AcceptedEvents implements EventSource {
  private readonly last = new LRUCache<string, readonly IdentifiedEvent[]>({ max: REMEMBERED });

  /** @param outliveRedis whether what was read last goes on counting while Redis is away */
  constructor(
    private readonly redis: Redis,
    private readonly outliveRedis = false,
  ) {}

  async newest(user: string, watermark?: string): Promise<NewestEvents | undefined> {
    const events = await this.read(user);
    if (watermark === '') return NO_EVENTS;
    if (watermark === undefined) return newestOf(events.slice(0, COUNTED));
    // Newer events came in front of those that the list began with.
    for (let from = 0; from < events.length; from++) {
      const some = events.slice(from, from + COUNTED);
      if (watermarkOf(some) === watermark) return newestOf(some);
    }
    return undefined;
  }

  private async read(user: string): Promise<readonly IdentifiedEvent[]> {
    try {
      const events = await customerEvents(this.redis, user);
      if (this.outliveRedis && events.length > 0) this.last.set(user, events);
      return events;
    } catch (error) {
      if (this.outliveRedis && isRedisFailure(error)) return this.last.get(user) ?? [];
      throw error;
    }
  }
}

/** @param events the latest that came first */
export function newestOf(events: readonly IdentifiedEvent[]): NewestEvents {
  if (events.length === 0) return NO_EVENTS;
  const gone = new Set<string>();
  const returned = new Set<string>();
  for (const product of new Set(events.filter(({ event }) => event.type === 'return').map(productOf))) {
    const ofProduct = events.filter((each) => productOf(each) === product);
    const returns = ofProduct.filter(({ event }) => event.type === 'return').map(settledOf);
    const taken = takenBack(ofProduct.filter(({ event }) => event.type === 'purchase').map(settledOf), returns);
    for (const id of taken) gone.add(id);
    if (taken.size < returns.length) returned.add(product);
  }
  const kinds = new Map<string, number>();
  const standing = events.filter(({ event, identity }) => event.type !== 'return' && !gone.has(identity));
  for (const { event } of [...standing].sort((a, b) => (b.event.at ?? 0) - (a.event.at ?? 0))) {
    const kind = INTERACTION_KINDS.findIndex((each) => each === event.type);
    kinds.set(event.productId, Math.min(kind, kinds.get(event.productId) ?? kind));
  }
  return { watermark: watermarkOf(events), products: Array.from(kinds, ([id, kind]) => ({ id, kind })), returned };
}

function productOf({ event }: IdentifiedEvent): string {
  return event.productId;
}

function settledOf({ identity, event: { orderId, at, quantity } }: IdentifiedEvent): SettledPurchase {
  return { id: identity, orderId: orderId ?? null, at: at ?? null, quantity: quantity ?? null };
}

/** 96 bits of SHA-256. */
function watermarkOf(events: readonly IdentifiedEvent[]): string {
  const hash = createHash('sha256');
  for (const { identity, event } of events) hash.update(`${identity}\n${event.type}\n${event.productId}\n`);
  return hash.digest('base64url').slice(0, 16);
}

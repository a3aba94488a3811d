import { compareIds } from '../core/index.js';
import { BasketGrouping } from './basket-grouping.js';
import { chooseGrouping } from './choose-grouping.js';
import { guestUsers } from './guests.js';
import type { EventFrame, Interactions, UserEvent } from './interactions.js';
import { believedBefore, settleTimes } from './settle-times.js';

/** Before any time; finite, so that two of them differ by 0. */
const FIRST = -Number.MAX_SAFE_INTEGER;

/** What is set where an event names neither order nor session nor time. */
const NAMELESS = { order: null, session: null, time: null, seq: null } as const;

/**
 * Collects events user by user into columns that grow.
 *
 * Events are grouped as they come: by order, else by session, else by the user's visit, else by user; and without orders, and
 * without sessions, for a shop whose ids turn out to name lines.
 */
export class InteractionTable {
  events = 0;
  users = 0;
  private product = new Int32Array(1 << 16);
  private kind = new Uint8Array(1 << 16);
  private time = new Float64Array(1 << 16);
  private readonly groupings = (['order', 'session', 'day', 'customer'] as const).map(
    (finest) => new BasketGrouping(finest),
  );
  private ordered = false;

  /** Begins the next user; users are to come in the order of their ids. */
  startUser(): void {
    this.users++;
    for (const grouping of this.groupings) grouping.startUser();
  }

  /** Events of the user at hand that say nothing of order, session or time; -1 for a product that is left out. */
  addBare(kind: number, products: Iterable<number>): void {
    for (const product of products) this.add({ product, kind, ...NAMELESS });
  }

  /** All events of the user at hand, in any order. */
  addAll(events: UserEvent[]): void {
    events.sort(byTimeThenSequence);
    for (const event of events) {
      this.ordered ||= event.time !== null || event.seq !== null;
      this.add(event);
    }
  }

  /** @param under how to group events and whom to take for guests; decided by these events if left out */
  finish(under?: { readonly frame: EventFrame; readonly guests: readonly number[] }): Interactions {
    const { events, users, ordered, groupings } = this;
    const [product, kind] = [this.product.slice(0, events), this.kind.slice(0, events)];
    const time = this.time.slice(0, events);
    const grouping =
      groupings.find(({ finest }) => finest === under?.frame.finest) ?? chooseGrouping(groupings, product, kind);
    const { basket, basketTime, basketUser } = grouping.finish();
    const frame = under?.frame ?? {
      finest: grouping.finest,
      believedBefore: believedBefore(time, basketTime, basketUser),
    };
    const grouped = { basket, product, kind, basketUser, users, ordered };
    const dated = settleTimes(basket, time, basketTime, frame.believedBefore);
    const lineUnit = grouping === groupings[0] ? undefined : groupings[0].unit;
    const interactions = { ...grouped, ...dated, ...frame, unit: grouping.unit, lineUnit };
    return { ...interactions, guests: under?.guests ?? guestUsers(interactions) };
  }

  private add(event: UserEvent): void {
    if (event.product < 0) return;
    if (this.events === this.product.length) this.grow();
    for (const grouping of this.groupings) grouping.add(this.users - 1, event);
    this.product[this.events] = event.product;
    this.kind[this.events] = event.kind;
    this.time[this.events++] = event.time ?? Number.NaN;
  }

  private grow(): void {
    const size = 2 * this.product.length;
    const product = new Int32Array(size);
    const kind = new Uint8Array(size);
    const time = new Float64Array(size);
    product.set(this.product);
    kind.set(this.kind);
    time.set(this.time);
    Object.assign(this, { product, kind, time });
  }
}

/**
 * Events without a time come first; where nothing orders two events, what they say does, so that any order of arrival gives one.
 */
function byTimeThenSequence(a: UserEvent, b: UserEvent): number {
  return (a.time ?? FIRST) - (b.time ?? FIRST) || (a.seq ?? -1) - (b.seq ?? -1) || byContent(a, b);
}

function byContent(a: UserEvent, b: UserEvent): number {
  const products = a.product - b.product || a.kind - b.kind;
  return products || compareIds(a.order ?? '', b.order ?? '') || compareIds(a.session ?? '', b.session ?? '');
}

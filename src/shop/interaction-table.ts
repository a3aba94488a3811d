import { DAY } from '../core/index.js';
import { PURCHASE, type BasketUnit, type Interactions } from './interactions.js';

/** One event of a user, with what groups it into a basket and what orders it. */
export interface UserEvent {
  readonly product: number;
  /** An index into INTERACTION_KINDS. */
  readonly kind: number;
  readonly order: string | null;
  readonly session: string | null;
  /** Epoch milliseconds. */
  readonly time: number | null;
  readonly seq: number | null;
}

/** Before any time; finite, so that two of them differ by 0. */
const FIRST = -Number.MAX_SAFE_INTEGER;

/**
 * Collects events user by user into columns that grow.
 *
 * Events are grouped as they come: by order, else by session, else by the user's day, else by user.
 */
export class InteractionTable {
  events = 0;
  users = 0;
  private basket = new Int32Array(1 << 16);
  private product = new Int32Array(1 << 16);
  private kind = new Uint8Array(1 << 16);
  private time = new Float64Array(1 << 16);
  private readonly basketTime: number[] = [];
  private readonly basketUser: number[] = [];
  /** Whether a purchase was grouped so. */
  private readonly seen = { order: false, session: false, day: false };
  private baskets = new Map<string, number>();
  private ordered = false;

  /** Begins the next user; users are to come in the order of their ids. */
  startUser(): void {
    this.users++;
    this.baskets = new Map();
  }

  /** Events of the user at hand that say nothing of order, session or time; -1 for a product that is left out. */
  addBare(kind: number, products: Iterable<number>): void {
    for (const product of products) this.add(this.basketFor('', Number.NaN), product, kind, Number.NaN);
  }

  /** All events of the user at hand, in any order. */
  addAll(events: UserEvent[]): void {
    events.sort(byTimeThenSequence);
    for (const { product, kind, order, session, time, seq } of events) {
      this.ordered ||= time !== null || seq !== null;
      const at = time ?? Number.NaN;
      this.add(this.basketFor(this.groupOf(kind, order, session, time), at), product, kind, at);
    }
  }

  finish(): Interactions {
    const { events } = this;
    return {
      basket: this.basket.slice(0, events),
      product: this.product.slice(0, events),
      kind: this.kind.slice(0, events),
      time: this.time.slice(0, events),
      basketTime: Float64Array.from(this.basketTime),
      basketUser: Int32Array.from(this.basketUser),
      unit: this.unit(),
      users: this.users,
      ordered: this.ordered,
    };
  }

  private unit(): BasketUnit {
    return this.seen.order ? 'order' : this.seen.session ? 'session' : this.seen.day ? 'day' : 'customer';
  }

  /** The finest grouping that an event names. Letters keep the name spaces apart. */
  private groupOf(kind: number, order: string | null, session: string | null, time: number | null): string {
    const purchase = kind === PURCHASE;
    if (order !== null) {
      if (purchase) this.seen.order = true;
      return `o${order}`;
    }
    if (session !== null) {
      if (purchase) this.seen.session = true;
      return `s${session}`;
    }
    if (time !== null) {
      if (purchase) this.seen.day = true;
      return `d${Math.floor(time / DAY)}`;
    }
    return '';
  }

  private basketFor(group: string, time: number): number {
    let basket = this.baskets.get(group);
    if (basket === undefined) {
      basket = this.basketTime.push(time) - 1;
      this.basketUser.push(this.users - 1);
      this.baskets.set(group, basket);
    } else if (!(this.basketTime[basket] >= time) && !Number.isNaN(time)) {
      this.basketTime[basket] = time;
    }
    return basket;
  }

  private add(basket: number, product: number, kind: number, time: number): void {
    if (product < 0) return;
    if (this.events === this.basket.length) this.grow();
    this.basket[this.events] = basket;
    this.product[this.events] = product;
    this.kind[this.events] = kind;
    this.time[this.events++] = time;
  }

  private grow(): void {
    const size = 2 * this.basket.length;
    const basket = new Int32Array(size);
    const product = new Int32Array(size);
    const kind = new Uint8Array(size);
    const time = new Float64Array(size);
    basket.set(this.basket);
    product.set(this.product);
    kind.set(this.kind);
    time.set(this.time);
    Object.assign(this, { basket, product, kind, time });
  }
}

/** Events without a time come first; where nothing orders two events, product and kind do, so that any order of arrival gives one. */
function byTimeThenSequence(a: UserEvent, b: UserEvent): number {
  return (
    (a.time ?? FIRST) - (b.time ?? FIRST) || (a.seq ?? -1) - (b.seq ?? -1) || a.product - b.product || a.kind - b.kind
  );
}

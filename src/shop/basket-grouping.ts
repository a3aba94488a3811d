import { DAY } from '../core/index.js';
import { PURCHASE, type BasketUnit, type UserEvent } from './interactions.js';

/** Silence after which a customer's next event begins another basket, where no order or session says so. */
export const SILENCE = DAY / 4;

/** What groups events into baskets, the finest first; an event that lacks one is grouped by the next. */
const UNITS = ['order', 'session', 'day', 'customer'] as const satisfies readonly BasketUnit[];

type Grouped = Pick<UserEvent, 'kind' | 'order' | 'session' | 'time'>;

/** One way to group events into baskets, built event by event: from `finest` on, each event by the finest that it names. */
export class BasketGrouping {
  /** Per event. */
  private baskets = new Int32Array(1 << 16);
  private events = 0;
  /** Per basket: its newest event, NaN where no event has a time. */
  private readonly times: number[] = [];
  private readonly users: number[] = [];
  /** Whether a purchase was grouped so. */
  private readonly seen = new Set<BasketUnit>();
  private named = new Map<string, number>();
  private visit = { count: 0, first: Number.NaN, last: Number.NaN };

  /** @param finest the first grouping that counts */
  constructor(readonly finest: BasketUnit) {}

  startUser(): void {
    this.named = new Map();
    this.visit = { count: 0, first: Number.NaN, last: Number.NaN };
  }

  /** The next event of a user, by time. */
  add(user: number, event: Grouped): void {
    if (this.events === this.baskets.length) this.grow();
    const unit = unitOf(event, this.finest);
    if (event.kind === PURCHASE) this.seen.add(unit);
    this.baskets[this.events++] = this.basketFor(this.keyOf(event, unit), user, event.time ?? Number.NaN);
  }

  /** What a basket is: the finest grouping that purchases had. */
  get unit(): BasketUnit {
    return UNITS.find((unit) => this.seen.has(unit)) ?? 'customer';
  }

  finish(): { readonly basket: Int32Array; readonly basketTime: Float64Array; readonly basketUser: Int32Array } {
    return {
      basket: this.baskets.slice(0, this.events),
      basketTime: Float64Array.from(this.times),
      basketUser: Int32Array.from(this.users),
    };
  }

  /** Letters keep the name spaces apart. */
  private keyOf({ order, session, time }: Grouped, unit: BasketUnit): string {
    switch (unit) {
      case 'order':
        return `o${order ?? ''}`;
      case 'session':
        return `s${session ?? ''}`;
      case 'day':
        return `d${this.visitAt(time ?? 0)}`;
      case 'customer':
        return '';
    }
  }

  /** The number of a customer's visit: another one after a silence, and after a day. */
  private visitAt(time: number): number {
    const { visit } = this;
    if (!(time - visit.last <= SILENCE && time - visit.first < DAY)) {
      visit.count++;
      visit.first = time;
    }
    visit.last = time;
    return visit.count;
  }

  private basketFor(key: string, user: number, time: number): number {
    const known = this.named.get(key);
    if (known === undefined) {
      const basket = this.times.push(time) - 1;
      this.users.push(user);
      this.named.set(key, basket);
      return basket;
    }
    if (!(this.times[known] >= time) && !Number.isNaN(time)) this.times[known] = time;
    return known;
  }

  private grow(): void {
    const larger = new Int32Array(2 * this.baskets.length);
    larger.set(this.baskets);
    this.baskets = larger;
  }
}

/** The finest grouping from `finest` on that an event names. */
export function unitOf(
  { order, session, time }: Pick<UserEvent, 'order' | 'session' | 'time'>,
  finest: BasketUnit,
): BasketUnit {
  const from = UNITS.indexOf(finest);
  if (order !== null && from === 0) return 'order';
  if (session !== null && from <= 1) return 'session';
  return time !== null && from <= 2 ? 'day' : 'customer';
}

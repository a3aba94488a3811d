import type { ReportProgress } from '../kernel/index.js';
import type { NodeNumbers } from './export-catalogue.js';
import type { GraphConnection } from './graph-connection.js';

/** Event types by number, as `Interactions.kind` holds them. */
export const INTERACTION_KINDS = ['purchase', 'cart', 'favorite', 'view'] as const;

/** What a basket is in this shop: the finest grouping that its purchases have. */
export type BasketUnit = 'order' | 'session' | 'day' | 'customer';

/** Every event of the graph in columns, users in the order of their ids. */
export interface Interactions {
  /** Per event: its basket, its product's number, its kind (an index into INTERACTION_KINDS). */
  readonly basket: Int32Array;
  readonly product: Int32Array;
  readonly kind: Uint8Array;
  /** Per basket: its newest event, epoch milliseconds; NaN where no event has a time. */
  readonly basketTime: Float64Array;
  readonly unit: BasketUnit;
  readonly users: number;
}

/**
 * Streams all events into typed arrays.
 *
 * Events are grouped as they arrive: by order, else by session, else by the user's day, else by user. Where no event has
 * any of these, a statement that reads no relationship property is used; it is several times faster.
 */
export async function exportInteractions(
  graph: GraphConnection,
  nodes: NodeNumbers,
  progress: ReportProgress,
): Promise<Interactions> {
  const { kinds, detailed } = await consultRegister(graph);
  const table = new InteractionTable(nodes);
  const statement = detailed ? 'read/interactions-detailed' : 'read/interactions-bare';
  for await (const row of graph.stream(statement, kinds, detailed ? 500 : 10_000)) {
    table.startUser();
    for (let kind = 0; kind < INTERACTION_KINDS.length; kind++) {
      if (detailed) table.addDetailed(kind, row.get(kind) as DetailedEvent[]);
      else table.addBare(kind, row.get(kind) as number[]);
    }
    if (table.users % 5000 === 0) progress({ step: 'reading events', done: table.events, unit: 'events' });
  }
  progress({ step: 'reading events', done: table.events, total: table.events, unit: 'events' });
  return table.finish();
}

/** Which types of event there are, and whether any names an order, a session or a time. */
async function consultRegister(graph: GraphConnection): Promise<{ kinds: Record<string, boolean>; detailed: boolean }> {
  const [register] = await graph.read('read/event-register');
  const kinds = Object.fromEntries(
    ['purchased', 'carted', 'favorited', 'viewed'].map((kind) => [kind, (register.get(kind) as number) > 0]),
  );
  // Only where an event might have such a property are the events themselves asked.
  const possible = (register.get('keys') as string[]).some((key) => ['orderId', 'sessionId', 'at'].includes(key));
  const detailed = possible && ((await graph.read('read/interactions-have-details'))[0].get('detailed') as boolean);
  return { kinds, detailed };
}

type DetailedEvent = [product: number, order: string | null, session: string | null, time: number | null];

const DAY = 86_400_000;

class InteractionTable {
  events = 0;
  users = 0;
  private basket = new Int32Array(1 << 16);
  private product = new Int32Array(1 << 16);
  private kind = new Uint8Array(1 << 16);
  private readonly basketTime: number[] = [];
  /** Number of purchases' groupings seen: order, session, day. */
  private readonly seen = { order: false, session: false, day: false };
  private baskets = new Map<string, number>();

  constructor(private readonly nodes: NodeNumbers) {}

  startUser(): void {
    this.users++;
    this.baskets = new Map();
  }

  addBare(kind: number, products: readonly number[]): void {
    if (products.length === 0) return;
    const basket = this.basketFor('', Number.NaN);
    while (this.events + products.length > this.basket.length) this.grow();
    for (const product of products) this.add(basket, product, kind);
  }

  addDetailed(kind: number, events: readonly DetailedEvent[]): void {
    for (const [product, order, session, time] of events) {
      this.add(this.basketFor(this.groupOf(kind, order, session, time), time ?? Number.NaN), product, kind);
    }
  }

  finish(): Interactions {
    const { events } = this;
    return {
      basket: this.basket.slice(0, events),
      product: this.product.slice(0, events),
      kind: this.kind.slice(0, events),
      basketTime: Float64Array.from(this.basketTime),
      unit: this.seen.order ? 'order' : this.seen.session ? 'session' : this.seen.day ? 'day' : 'customer',
      users: this.users,
    };
  }

  /** The finest grouping that an event names. Letters keep the name spaces apart. */
  private groupOf(kind: number, order: string | null, session: string | null, time: number | null): string {
    const purchase = kind === 0;
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
      this.baskets.set(group, basket);
    } else if (!(this.basketTime[basket] >= time) && !Number.isNaN(time)) {
      this.basketTime[basket] = time;
    }
    return basket;
  }

  private add(basket: number, node: number, kind: number): void {
    // A product that was added after the catalogue was read waits for the next export.
    const product = node < this.nodes.length ? this.nodes[node] : -1;
    if (product < 0) return;
    if (this.events === this.basket.length) this.grow();
    this.basket[this.events] = basket;
    this.product[this.events] = product;
    this.kind[this.events++] = kind;
  }

  private grow(): void {
    const size = 2 * this.basket.length;
    const basket = new Int32Array(size);
    const product = new Int32Array(size);
    const kind = new Uint8Array(size);
    basket.set(this.basket);
    product.set(this.product);
    kind.set(this.kind);
    Object.assign(this, { basket, product, kind });
  }
}

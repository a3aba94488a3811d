import { FNV_BASIS, compareIds, fnvStep } from '../core/index.js';
import { InteractionTable } from './interaction-table.js';
import { INTERACTION_KINDS, type UserEvent } from './interactions.js';
import type { ShopEvent } from './csv/index.js';
import { shopNotes } from './shop-notes.js';

/** Events that are kept at most, at 33 bytes each: of more, nothing is said. */
const MOST = 3_000_000;

/** What is odd about events that pass by, found out when all have: see `shopNotes`. */
export class EventCensus {
  private readonly users = new Map<string, number>();
  private readonly products = new Map<string, number>();
  private user = new Int32Array(1 << 14);
  private product = new Int32Array(1 << 14);
  private kind = new Uint8Array(1 << 14);
  private order = new Float64Array(1 << 14);
  private session = new Float64Array(1 << 14);
  private time = new Float64Array(1 << 14);
  private events = 0;

  add({ userId, productId, type, orderId, sessionId, at }: ShopEvent): void {
    if (this.events >= MOST || type === 'return') return;
    if (this.events === this.user.length) this.grow();
    const e = this.events++;
    this.user[e] = numberIn(this.users, userId);
    this.product[e] = numberIn(this.products, productId);
    this.kind[e] = INTERACTION_KINDS.indexOf(type);
    this.order[e] = orderId === undefined ? Number.NaN : hashOf(orderId);
    this.session[e] = sessionId === undefined ? Number.NaN : hashOf(sessionId);
    this.time[e] = at ?? Number.NaN;
  }

  notes(): string[] {
    if (this.events >= MOST) return [];
    const userIds = [...this.users.keys()].sort(compareIds);
    const eventsOf = this.byUser();
    const table = new InteractionTable();
    for (const id of userIds) {
      table.startUser();
      table.addAll(Array.from(eventsOf(this.users.get(id) ?? 0), (e) => this.eventAt(e)));
    }
    return shopNotes(table.finish(), userIds);
  }

  private eventAt(e: number): UserEvent {
    const named = (value: number): string | null => (Number.isNaN(value) ? null : String(value));
    return {
      product: this.product[e],
      kind: this.kind[e],
      order: named(this.order[e]),
      session: named(this.session[e]),
      time: Number.isNaN(this.time[e]) ? null : this.time[e],
      seq: null,
    };
  }

  /** The events of each user, by counting. */
  private byUser(): (user: number) => Int32Array {
    const starts = new Int32Array(this.users.size + 1);
    for (let e = 0; e < this.events; e++) starts[this.user[e] + 1]++;
    for (let u = 0; u < this.users.size; u++) starts[u + 1] += starts[u];
    const next = starts.slice();
    const events = new Int32Array(this.events);
    for (let e = 0; e < this.events; e++) events[next[this.user[e]]++] = e;
    return (user) => events.subarray(starts[user], starts[user + 1]);
  }

  private grow(): void {
    const size = 2 * this.user.length;
    this.user = copyTo(new Int32Array(size), this.user);
    this.product = copyTo(new Int32Array(size), this.product);
    this.kind = copyTo(new Uint8Array(size), this.kind);
    this.order = copyTo(new Float64Array(size), this.order);
    this.session = copyTo(new Float64Array(size), this.session);
    this.time = copyTo(new Float64Array(size), this.time);
  }
}

/** 32 bits of an id, in place of it: ids are told apart within a customer only. */
function hashOf(id: string): number {
  let hash = FNV_BASIS;
  for (let i = 0; i < id.length; i++) hash = fnvStep(hash, id.charCodeAt(i));
  return hash;
}

function numberIn(numbers: Map<string, number>, id: string): number {
  const known = numbers.get(id);
  if (known !== undefined) return known;
  numbers.set(id, numbers.size);
  return numbers.size - 1;
}

function copyTo<Column extends Int32Array | Uint8Array | Float64Array>(larger: Column, column: Column): Column {
  larger.set(column);
  return larger;
}

/** What a customer may do with a product, by number, as `Interactions.kind` holds it: the strongest sign of interest first. */
export const INTERACTION_KINDS = ['purchase', 'cart', 'favorite', 'view'] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

/** What an event may be: an interaction, or the return or cancellation of a purchase. */
export const EVENT_TYPES = [...INTERACTION_KINDS, 'return'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const PURCHASE = INTERACTION_KINDS.indexOf('purchase');
export const CART = INTERACTION_KINDS.indexOf('cart');

/**
 * What a basket is in this shop: the finest grouping that its purchases have. A day is a visit: a customer's events without hours
 * of silence between them.
 */
export type BasketUnit = 'order' | 'session' | 'day' | 'customer';

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

/** Every event in columns: users in the order of their ids, each user's events by time, then by sequence number. */
export interface Interactions {
  /** Per event: its basket, its product's number, its kind (an index into INTERACTION_KINDS). */
  readonly basket: Int32Array;
  readonly product: Int32Array;
  readonly kind: Uint8Array;
  /** Per event: epoch milliseconds, NaN where unknown or later than the shop's newest time (see `newestTime`). */
  readonly time: Float64Array;
  /** Per basket: its newest event, epoch milliseconds; NaN where no event has a time. */
  readonly basketTime: Float64Array;
  /** Per basket: 1 where all its times are too late to be true. */
  readonly misdated: Uint8Array;
  /** Events whose times were too late to be true. */
  readonly lateEvents: number;
  /** Per basket: its user's number. A basket belongs to one user. */
  readonly basketUser: Int32Array;
  readonly unit: BasketUnit;
  /** The first grouping that any event is looked at for: an order, but where ids name lines. */
  readonly finest: BasketUnit;
  /** Times from this on, epoch milliseconds, are too late to be true. */
  readonly believedBefore: number;
  /** The finest grouping that the shop names, where that is not `unit` because next to none of its baskets holds two products. */
  readonly lineUnit: BasketUnit | undefined;
  readonly users: number;
  /** Numbers of the users who are no person but many (see `guestUsers`), ascending. */
  readonly guests: readonly number[];
  /** Whether any event has a time or a sequence number; without, the order of a user's events says nothing. */
  readonly ordered: boolean;
}

/** How a shop's events are grouped and which of their times are believed, as all of them together decide. */
export type EventFrame = Pick<Interactions, 'finest' | 'believedBefore'>;

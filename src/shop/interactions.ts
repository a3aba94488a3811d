/** What a customer may do with a product, by number, as `Interactions.kind` holds it: the strongest sign of interest first. */
export const INTERACTION_KINDS = ['purchase', 'cart', 'favorite', 'view'] as const;
export type InteractionKind = (typeof INTERACTION_KINDS)[number];

export const PURCHASE = INTERACTION_KINDS.indexOf('purchase');
export const CART = INTERACTION_KINDS.indexOf('cart');

/** What a basket is in this shop: the finest grouping that its purchases have. */
export type BasketUnit = 'order' | 'session' | 'day' | 'customer';

/** Every event in columns: users in the order of their ids, each user's events by time, then by sequence number. */
export interface Interactions {
  /** Per event: its basket, its product's number, its kind (an index into INTERACTION_KINDS). */
  readonly basket: Int32Array;
  readonly product: Int32Array;
  readonly kind: Uint8Array;
  /** Per event: epoch milliseconds, NaN where unknown. */
  readonly time: Float64Array;
  /** Per basket: its newest event, epoch milliseconds; NaN where no event has a time. */
  readonly basketTime: Float64Array;
  /** Per basket: its user's number. A basket belongs to one user. */
  readonly basketUser: Int32Array;
  readonly unit: BasketUnit;
  readonly users: number;
  /** Whether any event has a time or a sequence number; without, the order of a user's events says nothing. */
  readonly ordered: boolean;
}

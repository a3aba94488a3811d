import type { CategoryId, ProductId, UserId } from '../../core/index.js';
import type { EventType } from '../interactions.js';

/** A product as the shop describes it. */
export interface ProductRow {
  readonly productId: ProductId;
  /** The leaf of the category tree that the product stands in. */
  readonly categoryId: CategoryId;
  readonly title: string;
  /** In the shop's currency, at least 0. */
  readonly price: number | undefined;
  readonly brand: string | undefined;
  /** Every category that the shop lists the product under, root first; may be empty. */
  readonly categoryIds: readonly CategoryId[];
  /** Pieces at hand; undefined where the shop does not say. */
  readonly stock: number | undefined;
  /** Profit as a share of the price, at most 1. */
  readonly margin: number | undefined;
}

/** A category and its place in the tree; a root has no parent. */
export interface CategoryRow {
  readonly categoryId: CategoryId;
  readonly parentId: CategoryId | undefined;
  readonly name: string;
}

/** A merchant's word that things of `relatedId` go with things of `categoryId`; weight 0 to 1. */
export interface CategoryRelationRow {
  readonly categoryId: CategoryId;
  readonly relatedId: CategoryId;
  readonly weight: number;
}

/** One thing that a customer did. */
export interface ShopEvent {
  readonly userId: UserId;
  readonly productId: ProductId;
  readonly type: EventType;
  /** When it happened, in milliseconds since 1970 UTC. */
  readonly at: number | undefined;
  readonly orderId: string | undefined;
  readonly sessionId: string | undefined;
  /** Orders a user's events where there are no times. */
  readonly seq: number | undefined;
  /** Pieces, at least 1, of a return too. */
  readonly quantity: number | undefined;
  /** The shop's own id of the event; without it an event is identified by what it says. */
  readonly eventId: string | undefined;
}

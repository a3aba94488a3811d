import type { InteractionKind } from '../interactions.js';

/** A generated shop, in the columns of the canonical CSV, and the truth that was planted in it. */
export interface SampleShop {
  /** Departments, groups and leaves; a parent comes before its children. */
  readonly categories: readonly SampleCategory[];
  readonly products: readonly SampleProduct[];
  /** In order of time. */
  readonly events: readonly SampleEvent[];
  /** A few relations that a merchant would set by hand, one of them for a category without any event. */
  readonly categoryRelations: readonly SampleCategoryRelation[];
  /** Product id → the products of other leaf categories that its buyers were made to add, likeliest first. */
  readonly complements: ReadonlyMap<string, readonly string[]>;
}

export interface SampleCategory {
  readonly categoryId: string;
  /** `null` for a department. */
  readonly parentId: string | null;
  readonly name: string;
}

export interface SampleProduct {
  readonly productId: string;
  /** Always a leaf. */
  readonly categoryId: string;
  readonly title: string;
  readonly brand: string;
  /** In the shop's currency. */
  readonly price: number;
}

export interface SampleEvent {
  readonly eventId: string;
  readonly userId: string;
  readonly productId: string;
  readonly type: InteractionKind;
  /** ISO 8601 in UTC, whole seconds. */
  readonly timestamp: string;
  readonly sessionId: string;
  /** Only a purchase belongs to an order. */
  readonly orderId: string | null;
  readonly quantity: number;
}

export interface SampleCategoryRelation {
  readonly categoryId: string;
  readonly relatedId: string;
  /** 0–1 */
  readonly weight: number;
}

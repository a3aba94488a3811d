/** What a merchant wants of one list, beside what may not be on it at all. */
export interface Wishes {
  /** Products that stand at the top where policy and filters admit them, in this order. */
  readonly pinned: readonly number[];
  /** Whether any product is buried, so that `buried` need be asked. */
  readonly buries: boolean;
  /** Whether the product stands after all others. */
  buried(product: number): boolean;
  /** Whether any product is boosted, so that `factor` need be asked. */
  readonly boosts: boolean;
  /** What the product's score is multiplied with among candidates of its source; above 0. */
  factor(product: number): number;
}

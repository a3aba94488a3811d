/** The parts that every request needs, small enough to be held by each process. */
export interface SharedParts {
  readonly categories: {
    readonly ids: readonly string[];
    readonly names: readonly string[];
    readonly parents: Int32Array;
  };
  /** [products] number of each product's own category, -1 for none. */
  readonly categoryOf: Int32Array;
  /** [products] counted baskets that hold each product. */
  readonly basketsOf: Int32Array;
  /**
   * Every product that has a category: first the most bought of each, over all categories by falling count, then all others
   * in the same order.
   */
  readonly popular: Int32Array;
  /** Category pairs that a merchant set beside each other, with all under them: [category, related, category, related, …]. */
  readonly relations: Int32Array;
  /** Products without any event, ascending. */
  readonly eventless: Int32Array;
  /** Brands by number, in the order of their names. */
  readonly brands: readonly string[];
  /** [products] number of each product's brand, -1 for none. */
  readonly brandOf: Int32Array;
  /** [products] in the shop's currency, NaN where it gave none. */
  readonly prices: Float64Array;
  /** [products] pieces at hand, -1 where the shop does not say. */
  readonly stock: Int32Array;
  /** [products] profit as a share of the price, NaN where the shop does not say. */
  readonly margins: Float64Array;
}

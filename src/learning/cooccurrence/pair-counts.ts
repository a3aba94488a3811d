/** How often the products of each pair were taken together, as one counts by hand; one entry a pair in each array. */
export interface PairCounts {
  /** Orders in which both were bought (baskets of another unit where the shop has no orders). */
  readonly together: Int32Array;
  /** People whose orders these are; 255 stands for 255 and more. */
  readonly people: Uint8Array;
  /** Baskets beside these that hold both: visits in which one or both were carted, marked or viewed only. */
  readonly sessions: Int32Array;
  /** People whose visits these are; 255 stands for 255 and more. */
  readonly sessionPeople: Uint8Array;
}

/** The counts of one pair, the numbers of people as they are. */
export type PairCount = { readonly [Name in keyof PairCounts]: number };

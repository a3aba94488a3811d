/** Scores every product for a query product: the common shape of item–item measures. */
export interface ItemScorer {
  /** Writes the score of each product for `product` into `into` [products]; higher is nearer, 0 where nothing links them. */
  score(product: number, into: Float64Array): void;
}

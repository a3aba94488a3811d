/** What a customer's history is good for in a shop. */
export interface HistoryUse {
  /**
   * Whether the lists of earlier products add to that of a product asked about. They do where histories are the baskets that
   * evidence comes from; where orders, sessions or days are, it says what goes into one of them, and not what follows later.
   */
  readonly merged: boolean;
  /** Whether what a customer has is left out of lists: not where customers buy the same again. */
  readonly hidden: boolean;
  /** How much a product of a history counts by the kind of its event, in (0, 1], in the order of INTERACTION_KINDS. */
  readonly kindWeights: readonly number[];
}

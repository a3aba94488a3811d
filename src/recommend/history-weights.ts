/** Products that a list is made from, those asked about included. */
export const HISTORY_LENGTH = 20;

/** Each product of a history counts so much of the next newer one. */
const DECAY = 0.7;

/** A product whose ready-made list is merged into an answer. */
export interface WeighedProduct {
  readonly product: number;
  /** In (0, 1]. */
  readonly weight: number;
}

/**
 * The products whose lists answer a customer: those asked about count 1 each, and the history falls by age, as in
 * exponential smoothing: its newest product counts DECAY, the one before it DECAY², and so on.
 *
 * @param asked products asked about
 * @param history the customer's products, newest first; those asked about are left out
 * @returns at most HISTORY_LENGTH products (but all that are asked about), each once
 */
export function weighHistory(asked: readonly number[], history: readonly number[]): WeighedProduct[] {
  const weights = new Map(asked.map((product) => [product, 1]));
  let weight = 1;
  for (const product of history) {
    if (weights.size >= HISTORY_LENGTH) break;
    if (weights.has(product)) continue;
    weight *= DECAY;
    weights.set(product, weight);
  }
  return Array.from(weights, ([product, each]) => ({ product, weight: each }));
}

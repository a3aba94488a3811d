import type { HistoryUse } from './history-use.js';

/** Products of a customer that are known. */
export const HISTORY_LENGTH = 20;

/** Products whose lists are merged, those asked about included: the next one would count less than a hundredth. */
const MERGED = 8;

/** Each product of a history counts so much of the next newer one. */
const DECAY = 0.5;

/** What a question is made of: products, and the customer's past. */
export interface AskedFor {
  /** Products asked about; without any, the newest of the history. */
  readonly asked: readonly number[];
  /** Products that are never answered. */
  readonly hidden: readonly number[];
  /** The products whose lists answer, and how much each counts. */
  readonly weighed: readonly WeighedProduct[];
  /** The customer's latest products, newest first, those asked about before all; none where the past says nothing. */
  readonly latest: readonly number[];
}

/** A product whose ready-made list is merged into an answer. */
export interface WeighedProduct {
  readonly product: number;
  /** In (0, 1]. */
  readonly weight: number;
}

/**
 * What a question about some products, for a customer with this history (newest first), comes to in a shop where histories
 * are good for so much. A customer who asks about nothing is answered from the whole history in any shop.
 */
export function askFor(
  products: readonly number[],
  history: readonly number[],
  { merged, hidden }: HistoryUse,
): AskedFor {
  const asked = products.length > 0 ? products : history.slice(0, 1);
  const past = merged || products.length === 0 ? history : [];
  return {
    asked,
    hidden: hidden ? history : [],
    weighed: weighHistory(asked, past),
    latest: past.length === 0 ? [] : [...new Set([...asked, ...past])].slice(0, HISTORY_LENGTH),
  };
}

/**
 * The products whose lists answer a customer: those asked about count 1 each, and the history falls by age, as in
 * exponential smoothing: its newest product counts DECAY, the one before it DECAY², and so on.
 *
 * @param asked products asked about
 * @param history the customer's products, newest first; those asked about are left out
 * @returns all products asked about, and of the history as many as make eight with them, each once
 */
export function weighHistory(asked: readonly number[], history: readonly number[]): WeighedProduct[] {
  const weights = new Map(asked.map((product) => [product, 1]));
  let weight = 1;
  for (const product of history) {
    if (weights.size >= MERGED) break;
    if (weights.has(product)) continue;
    weight *= DECAY;
    weights.set(product, weight);
  }
  return Array.from(weights, ([product, each]) => ({ product, weight: each }));
}

import { NO_HISTORY, type History } from '../../shop/index.js';
import type { HistoryUse } from './history-use.js';

/** Products of a customer that are known. */
export const HISTORY_LENGTH = 20;

/** Products whose lists are merged, those asked about included: the next one would count less than a hundredth. */
const MERGED = 8;

/** Each product of a history counts so much of the next newer one of its kind. */
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
 * What a question about some products, for a customer with this history, comes to in a shop where histories are good for so
 * much. A customer who asks about nothing is answered from the whole history in any shop.
 */
export function askFor(
  products: readonly number[],
  history: History,
  { merged, hidden, kindWeights }: HistoryUse,
): AskedFor {
  const past = merged || products.length === 0 ? history : NO_HISTORY;
  return {
    asked: products.length > 0 ? products : history.products.slice(0, 1),
    hidden: hidden ? history.products : [],
    weighed: weighHistory(products, past, kindWeights),
    latest: past.products.length === 0 ? [] : [...new Set([...products, ...past.products])].slice(0, HISTORY_LENGTH),
  };
}

/**
 * The products whose lists answer a customer: those asked about count 1 each, and the history falls by age, as in
 * exponential smoothing, and by kind: w = DECAY^age · kindWeights[kind]. Ages are steps of the history, and begin with 1
 * where a product is asked about, else with 0.
 *
 * @param asked products asked about
 * @param history the customer's; products asked about are left out of it
 * @returns all products asked about, and of the history the heaviest that make eight with them, heaviest first, each once
 */
export function weighHistory(
  asked: readonly number[],
  { products, kinds }: History,
  kindWeights: readonly number[],
): WeighedProduct[] {
  const weights = new Map(asked.map((product) => [product, 1]));
  const named = weights.size;
  let age = named === 0 ? 1 : DECAY;
  products.forEach((product, i) => {
    if (weights.has(product)) return;
    weights.set(product, age * kindWeights[kinds[i]]);
    age *= DECAY;
  });
  const weighed = Array.from(weights, ([product, weight]) => ({ product, weight }));
  const past = weighed.splice(named).sort((a, b) => b.weight - a.weight);
  return [...weighed, ...past.slice(0, Math.max(0, MERGED - named))];
}

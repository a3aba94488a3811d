import type { CandidateList } from '../types.js';

/**
 * "Which of the new arrivals go with x?": x's own list of cold-start products, or where it has none that of its category.
 *
 * @param admits false for what the shop blocks
 * @returns at most `limit`, best first; empty where the shop has no cold-start products of other categories
 */
export function answerColdProducts(
  own: CandidateList | undefined,
  byCategory: CandidateList | undefined,
  limit: number,
  admits: (product: number) => boolean = () => true,
): { readonly product: number; readonly score: number }[] {
  const list = own ?? byCategory;
  if (list === undefined) return [];
  const items: { product: number; score: number }[] = [];
  for (let i = 0; i < list.products.length && items.length < limit; i++) {
    if (admits(list.products[i])) items.push({ product: list.products[i], score: list.scores[i] });
  }
  return items;
}

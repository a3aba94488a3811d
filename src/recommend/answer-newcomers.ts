import type { CandidateList } from '../snapshots/index.js';

/**
 * "Which of the new arrivals go with x?": x's own list of newcomers, or where it has none that of its category.
 *
 * @returns at most `limit`, best first; empty where the shop has no newcomers of other categories
 */
export function answerNewcomers(
  own: CandidateList | undefined,
  byCategory: CandidateList | undefined,
  limit: number,
): { readonly product: number; readonly score: number }[] {
  const list = own ?? byCategory;
  if (list === undefined) return [];
  return Array.from(list.products.subarray(0, limit), (product, i) => ({ product, score: list.scores[i] }));
}

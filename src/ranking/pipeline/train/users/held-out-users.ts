import { productSequences, sequenceLongest, type ProductSequences } from '../../../../learning/sequence/index.js';
import type { PriorContext } from '../../../candidates/index.js';
import { evenlySpread } from './evenly-spread.js';
import type { HistoryQuery } from '../../users/vector-search.js';

/** Users whose last product was taken away. */
export interface HeldOutUsers {
  /** All users' sequences without it. */
  readonly training: ProductSequences;
  /** The questions from the product before it, and what the vector of each is made from, the oldest first. */
  readonly queries: readonly HistoryQuery[];
  readonly sequences: ProductSequences;
  readonly truth: readonly (readonly number[])[];
}

/**
 * Takes the last product of users away where it may be recommended after the one before it: not taken earlier, and of
 * another category group. At most `most` users, evenly spread.
 */
export function holdOutUsers(
  { offsets, products }: ProductSequences,
  { eligible, categoryOf, categoryGroups }: PriorContext,
  most: number,
): HeldOutUsers {
  const categoryGroupOf = (product: number): number =>
    categoryOf[product] < 0 ? -1 : categoryGroups[categoryOf[product]];
  const users = offsets.length - 1;
  const usable: number[] = [];
  for (let user = 0; user < users; user++) {
    const end = offsets[user + 1];
    if (end - offsets[user] < 2) continue;
    const [x, y] = [products[end - 2], products[end - 1]];
    if (
      eligible[y] === 1 &&
      categoryGroupOf(x) !== categoryGroupOf(y) &&
      !products.subarray(offsets[user], end - 1).includes(y)
    ) {
      usable.push(user);
    }
  }
  const chosen = evenlySpread(usable, most);
  const held = new Set(chosen);
  const of = (user: number, last: number): number[] => [...products.subarray(offsets[user], offsets[user + 1] - last)];
  const histories = chosen.map((user) => of(user, 1));
  return {
    training: productSequences(Array.from({ length: users }, (_, user) => of(user, held.has(user) ? 1 : 0))),
    queries: histories.map((history) => ({ product: history[history.length - 1], history })),
    sequences: productSequences(histories.map((history) => history.slice(-sequenceLongest))),
    truth: chosen.map((user) => [products[offsets[user + 1] - 1]]),
  };
}

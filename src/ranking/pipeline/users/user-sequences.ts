import { productSequences, type ProductSequences } from '../../../learning/sequence/index.js';
import type { Interactions } from '../../../shop/index.js';

/** What each user took, the oldest first, as often as it was taken; users by number, guests without anything. */
export function userSequences({ basket, basketUser, product, users, guests }: Interactions): ProductSequences {
  const lists = Array.from({ length: users }, (): number[] => []);
  product.forEach((taken, e) => lists[basketUser[basket[e]]].push(taken));
  for (const guest of guests) lists[guest] = [];
  return productSequences(lists);
}

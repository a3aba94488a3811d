import { murmurStep } from '../../core/index.js';
import type { HeldOutQuery } from './hold-out.js';

/** The half of the held-out questions that a basket's belong to. */
export function foldOf({ basket }: Pick<HeldOutQuery, 'basket'>): 0 | 1 {
  return (murmurStep(basket, 1) & 1) as 0 | 1;
}

/** Questions in two halves by their baskets. */
export function foldsOf<Query extends Pick<HeldOutQuery, 'basket'>>(
  queries: readonly Query[],
): readonly (readonly Query[])[] {
  return [0, 1].map((fold) => queries.filter((query) => foldOf(query) === fold));
}

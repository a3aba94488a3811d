import { INTERACTION_KINDS, type History } from '../../shop/index.js';
import type { CandidateList, ScoreParts, SourceList } from '../../ranking/types.js';
import {
  column,
  float32,
  float64,
  int32,
  mapped,
  oneOf,
  record,
  single,
  uint16,
  uint8,
  type Codec,
} from '../codec/index.js';

export const candidateList: Codec<CandidateList> = record({
  source: oneOf(['graph', 'category']),
  products: column(int32),
  categories: column(int32),
  scores: column(float32),
  zero: column(float32),
  one: column(float32),
  probabilities: column(float32),
  together: column(int32),
  people: column(uint8),
  sessions: column(int32),
  sessionPeople: column(uint8),
  through: column(int32),
});

export const scoreParts: Codec<ScoreParts> = record({ normaliser: single(float64), values: column(float32) });

export const sourceList: Codec<SourceList> = record({
  products: column(int32),
  scores: column(float32),
  ranks: column(uint16),
});

export const history: Codec<History> = mapped(
  record({ products: column(int32), kinds: column(uint8) }),
  ({ products, kinds }: History) => ({ products: Int32Array.from(products), kinds: Uint8Array.from(kinds) }),
  ({ products, kinds }) => ({ products: [...products], kinds: [...kinds] }),
);

/** Whether these are numbers of a snapshot's products. */
export function areProducts(numbers: ArrayLike<number>, { products }: { readonly products: number }): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] < 0 || numbers[i] >= products) return false;
  return true;
}

export function areKinds(kinds: readonly number[]): boolean {
  return kinds.every((kind) => kind < INTERACTION_KINDS.length);
}

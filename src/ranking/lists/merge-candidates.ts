import type { CandidateList } from '../types.js';
import { bestFirst } from '../../core/numerics/index.js';
import { candidateAt, type Candidate } from '../candidates/index.js';
import { MergedProbabilities } from './merged-probabilities.js';
import { ProductSlots } from './product-slots.js';

/** A product's ready-made list, and how much it counts among the others. */
export interface WeightedList {
  readonly product: number;
  readonly list: CandidateList;
  /** Positive; 1 if left out. */
  readonly weight?: number;
}

/**
 * Merges lists of several products into one, best first, ties by product number (so by id).
 *
 * Each product's scores are probabilities of going along with it; the answer's are their weighted mean, as if one of the
 * products were drawn by its weight and followed. So are its probabilities, over what the lists know of them. Candidates are
 * put in order only as far as they are taken: a reader wants ten of two thousand.
 */
export function* mergeCandidates(lists: readonly WeightedList[]): Generator<Candidate, void> {
  if (lists.length === 1 && isInOrder(lists[0].list)) {
    yield* inOrder(lists[0]);
    return;
  }
  const size = lists.reduce((sum, { list }) => sum + list.products.length, 0);
  const scores = new Float64Array(size);
  const probabilities = new MergedProbabilities(size);
  /** The part of each score that is the largest, and where it stands: a list, and a place of it. */
  const most = new Float64Array(size);
  const listOf = new Int32Array(size);
  const placeOf = new Int32Array(size);
  const slots = new ProductSlots(size);
  let total = 0;
  for (const [l, { list, weight = 1 }] of lists.entries()) {
    const { products, scores: parts } = list;
    total += weight;
    for (let place = 0; place < products.length; place++) {
      const part = weight * parts[place];
      const known = slots.size;
      const slot = slots.of(products[place]);
      probabilities.add(slot, list, place, weight);
      if (slot < known && part <= most[slot]) {
        scores[slot] += part;
        continue;
      }
      scores[slot] += part;
      most[slot] = part;
      listOf[slot] = l;
      placeOf[slot] = place;
    }
  }
  // Divided only now: of equal weights, the float32 scores add up exactly, so that equal means are equal numbers.
  for (let slot = 0; slot < slots.size; slot++) scores[slot] /= total;
  const { products } = slots;
  for (const slot of bestFirst(slots.size, (a, b) => scores[b] - scores[a] || products[a] - products[b])) {
    const { product, list } = lists[listOf[slot]];
    yield candidateAt(list, placeOf[slot], product, scores[slot], probabilities.of(slot, total));
  }
}

function* inOrder(only: WeightedList): Generator<Candidate, void> {
  const { product, list, weight = 1 } = only;
  for (let place = 0; place < list.products.length; place++) {
    yield candidateAt(list, place, product, (weight * list.scores[place]) / weight);
  }
}

/** Whether a list stands as it would be merged: ready-made scores are rounded, so that some are equal that were not. */
function isInOrder({ products, scores }: CandidateList): boolean {
  for (let place = 1; place < products.length; place++) {
    const fall = scores[place - 1] - scores[place];
    if (fall < 0 || (fall === 0 && products[place - 1] >= products[place])) return false;
  }
  return true;
}

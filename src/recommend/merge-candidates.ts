import type { CandidateList } from '../snapshots/index.js';
import { bestFirst } from './best-first.js';
import type { Candidate } from './candidate.js';

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
 * products were drawn by its weight and followed. Candidates are put in order only as far as they are taken: a reader
 * wants ten of two thousand.
 */
export function* mergeCandidates(lists: readonly WeightedList[]): Generator<Candidate, void> {
  const size = lists.reduce((sum, { list }) => sum + list.products.length, 0);
  const products = new Int32Array(size);
  const scores = new Float64Array(size);
  /** The part of each score that is the largest, and where it stands: a list, and a place of it. */
  const most = new Float64Array(size);
  const listOf = new Int32Array(size);
  const placeOf = new Int32Array(size);
  const slots = new Map<number, number>();
  let total = 0;
  lists.forEach(({ list, weight = 1 }, l) => {
    total += weight;
    for (let place = 0; place < list.products.length; place++) {
      const product = list.products[place];
      const part = weight * list.scores[place];
      let slot = slots.get(product);
      if (slot === undefined) {
        slot = slots.size;
        slots.set(product, slot);
        products[slot] = product;
      } else if (part <= most[slot]) {
        scores[slot] += part;
        continue;
      }
      scores[slot] += part;
      most[slot] = part;
      listOf[slot] = l;
      placeOf[slot] = place;
    }
  });
  // Divided only now: of equal weights, the float32 scores add up exactly, so that equal means are equal numbers.
  for (let slot = 0; slot < slots.size; slot++) scores[slot] /= total;
  for (const slot of bestFirst(slots.size, (a, b) => scores[b] - scores[a] || products[a] - products[b])) {
    const { product: because, list } = lists[listOf[slot]];
    const place = placeOf[slot];
    yield {
      product: products[slot],
      category: list.categories[place],
      score: scores[slot],
      because,
      together: list.together[place],
      people: list.people[place],
      through: list.through[place],
    };
  }
}

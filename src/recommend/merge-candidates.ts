import type { CandidateList } from '../snapshots/index.js';

/** A product's ready-made list, and how much it counts among the others. */
export interface WeightedList {
  readonly product: number;
  readonly list: CandidateList;
  /** Positive; 1 if left out. */
  readonly weight?: number;
}

/** A candidate for a basket, with what speaks for it most. */
export interface MergedCandidate {
  readonly product: number;
  readonly category: number;
  /** Weighted mean of its scores over the merged lists. */
  readonly score: number;
  /** The product whose list contributes most, and what the two have in common. */
  readonly because: number;
  readonly together: number;
  /** The third product that leads there where no basket holds both, else -1. */
  readonly through: number;
}

/**
 * Merges lists of several products into one, best first, ties by product number (so by id).
 *
 * Each product's scores are probabilities of going along with it; the answer's are their weighted mean, as if one of the
 * products were drawn by its weight and followed.
 */
export function mergeCandidates(lists: readonly WeightedList[]): MergedCandidate[] {
  const merged = new Map<
    number,
    { -readonly [Key in keyof MergedCandidate]: MergedCandidate[Key] } & { most: number }
  >();
  let total = 0;
  for (const { product: because, list, weight = 1 } of lists) {
    total += weight;
    for (let i = 0; i < list.products.length; i++) {
      const product = list.products[i];
      const score = weight * list.scores[i];
      const known = merged.get(product);
      if (known === undefined) {
        const [category, together, through] = [list.categories[i], list.together[i], list.through[i]];
        merged.set(product, { product, category, score, because, together, through, most: score });
        continue;
      }
      known.score += score;
      if (score <= known.most) continue;
      known.because = because;
      known.together = list.together[i];
      known.through = list.through[i];
      known.most = score;
    }
  }
  // Divided only now: of equal weights, the float32 scores add up exactly, so that equal means are equal numbers.
  for (const candidate of merged.values()) candidate.score /= total;
  return [...merged.values()].sort((a, b) => b.score - a.score || a.product - b.product);
}

import type { CandidateList } from '../snapshots/index.js';

/** A candidate for a basket, with what speaks for it most. */
export interface MergedCandidate {
  readonly product: number;
  readonly category: number;
  /** Mean of its scores over the products of the basket. */
  readonly score: number;
  /** The product of the basket that contributes most, and what the two have in common. */
  readonly because: number;
  readonly together: number;
  /** The third product that leads there where no basket holds both, else -1. */
  readonly through: number;
}

/**
 * Merges the lists of a basket's products into one, best first, ties by product number (so by id).
 *
 * Each product's scores are probabilities of going along with it; the basket's are their mean, as if one product of the
 * basket were drawn and followed.
 */
export function mergeCandidates(lists: readonly { product: number; list: CandidateList }[]): MergedCandidate[] {
  const merged = new Map<
    number,
    { -readonly [Key in keyof MergedCandidate]: MergedCandidate[Key] } & { most: number }
  >();
  for (const { product: because, list } of lists) {
    for (let i = 0; i < list.products.length; i++) {
      const product = list.products[i];
      const score = list.scores[i];
      const known = merged.get(product);
      const part = { because, together: list.together[i], through: list.through[i], most: score };
      if (known === undefined) merged.set(product, { product, category: list.categories[i], score, ...part });
      else {
        known.score += score;
        if (score > known.most) Object.assign(known, part);
      }
    }
  }
  // Divided only now: the float32 scores add up exactly, so that equal means are equal numbers and ties stay ties.
  for (const candidate of merged.values()) candidate.score /= lists.length;
  return [...merged.values()].sort((a, b) => b.score - a.score || a.product - b.product);
}

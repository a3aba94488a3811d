import type { ItemScorer } from '../../../learning/factorisation/index.js';

/** The mean of several measures' scores. With buyers' and labels' overlap, Gorse's `auto` similarity. */
export function meanScorer(scorers: readonly ItemScorer[]): ItemScorer {
  let part = new Float64Array(0);
  return {
    score: (product, into) => {
      if (part.length !== into.length) part = new Float64Array(into.length);
      into.fill(0);
      for (const scorer of scorers) {
        scorer.score(product, part);
        for (let y = 0; y < into.length; y++) into[y] += part[y] / scorers.length;
      }
    },
  };
}

import type { KindLikelihood } from './kind-likelihood.js';

/** What a kind may count; powers of two, so that a history of one kind answers the same to the last bit. */
const TRIED = [1, 0.5, 0.25, 0.125];

/** 95 % quantiles of χ² with 1, 2, 3 degrees of freedom. */
const SIGNIFICANT = [3.841, 5.991, 7.815];

/**
 * Chooses how much a product of a history counts by the kind of its event: the weights of a grid under which customers' next
 * products are likeliest, where they are so much likelier than under the standard that chance does not explain it
 * (likelihood-ratio test, S. S. Wilks 1938, at 5 %); else undefined, and the standard stays.
 *
 * @param seen the kinds that occur in the histories; the others keep their standard
 * @param standard weight of each kind
 */
export function chooseKindWeights(
  likelihood: KindLikelihood,
  seen: readonly number[],
  standard: readonly number[],
): readonly number[] | undefined {
  if (seen.length < 2) return undefined;
  const before = likelihood(standard);
  let best: { readonly weights: readonly number[]; readonly likelihood: number } | undefined;
  for (const tried of combinations(seen.length)) {
    if (!tried.includes(1)) continue;
    const weights = standard.map((weight, kind) => (seen.includes(kind) ? tried[seen.indexOf(kind)] : weight));
    const found = likelihood(weights);
    if (best === undefined || found > best.likelihood) best = { weights, likelihood: found };
  }
  if (best === undefined || 2 * (best.likelihood - before) <= SIGNIFICANT[seen.length - 2]) return undefined;
  return best.weights;
}

/** All ways to give each of `kinds` kinds one of the weights. */
function combinations(kinds: number): number[][] {
  return kinds === 0 ? [[]] : combinations(kinds - 1).flatMap((begin) => TRIED.map((weight) => [...begin, weight]));
}

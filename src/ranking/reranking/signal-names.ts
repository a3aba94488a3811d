/**
 * What the second stage weighs of a query product x and a candidate y:
 *
 * - `posterior`: log of the first stage's probability
 * - `evidence`: log(1 + C[x, y]); `seen`: 1 where there is any
 * - `affinity`: cosine of the network's embeddings; `factors`: cosine of the matrix factorisation's
 * - `smooth`: log of the low-passed purchases of y by buyers of x, relative to the strongest candidate's
 * - `content`: overlap of labels and words
 * - `categoryLift`: log lift of the pair of categories
 * - `brand`: 1 where both are of one brand; `rareBrand`: log(products / products of that brand) there
 * - `direction`: log odds that y comes after x in a customer's history or visit, not before
 * - `popularity`, `recent`: log(1 + weighted baskets that hold y), of all time and of the last weeks
 */
export const SIGNALS = [
  'posterior',
  'evidence',
  'seen',
  'affinity',
  'factors',
  'smooth',
  'content',
  'categoryLift',
  'brand',
  'rareBrand',
  'direction',
  'popularity',
  'recent',
] as const;
export type Signal = (typeof SIGNALS)[number];

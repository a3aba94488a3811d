import type { Csr } from '../../core/numerics/index.js';
import type { History } from '../../shop/index.js';
import { EvidenceTerms } from '../candidates/index.js';
import { weighHistory } from '../lists/index.js';
import { bestPriorStrength } from './prior-strength.js';

/** What a customer took next, and what before it. */
export interface NextProduct {
  readonly history: History;
  readonly product: number;
}

/** Makes the log likelihood of customers' next products from the weights of kinds. */
export type KindLikelihood = (kindWeights: readonly number[]) => number;

/**
 * Σ log P(y | history), as if one of the products of the history were drawn by its weight and followed, which is how their
 * lists are merged: P(y | history) = Σ_x w_x·P(y | x) / Σ_x w_x, P(y | x) by evidence with popularity behind it.
 *
 * @param categoryGroupOf for each product, the category that stands for it in "another category", -1 for none
 */
export function kindLikelihood(
  evidence: Csr,
  popularity: Float64Array,
  categoryGroupOf: Int32Array,
  customers: readonly NextProduct[],
): KindLikelihood {
  const terms = new EvidenceTerms(evidence, popularity, categoryGroupOf);
  const pairs = customers.map(({ history, product: y }) => history.products.map((x) => terms.of(x, [y])[0]));
  const { kappa, gamma } = bestPriorStrength(
    {
      evidence: pairs.flat().map((pair) => pair.evidence),
      mass: pairs.flat().map(({ mass }) => mass),
      weight: pairs.flatMap((of) => of.map(() => 1 / of.length)),
    },
    pairs.flat().map(({ probability }) => probability),
  );
  const probabilities = pairs.map((of) =>
    of.map((pair) => {
      const strength = kappa * pair.mass ** gamma;
      return (pair.evidence + strength * pair.probability + 1e-12) / (pair.mass + strength);
    }),
  );
  const places = customers.map(({ history: { products, kinds } }) => ({ products: [...products.keys()], kinds }));
  return (kindWeights) => {
    let likelihood = 0;
    places.forEach((history, c) => {
      let likely = 0;
      let total = 0;
      for (const { product: place, weight } of weighHistory([], history, kindWeights)) {
        likely += weight * probabilities[c][place];
        total += weight;
      }
      likelihood += Math.log(likely / total);
    });
    return likelihood;
  };
}

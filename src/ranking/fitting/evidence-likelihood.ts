import type { Csr } from '../../core/numerics/index.js';
import { EvidenceTerms } from '../candidates/index.js';
import type { HeldOutQuery } from './hold-out.js';
import { bestPriorStrength } from './prior-strength.js';

/**
 * Mean log probability of held-out answers by the evidence with popularity behind it, κ and γ at their best:
 * P(y | x) = (C[x, y] + k·p(y)) / (|C_x| + k), k = κ |C_x|^γ, over products of other categories.
 *
 * @param categoryGroupOf for each product, the category that stands for it in "another category", -1 for none
 */
export function evidenceLikelihood(
  evidence: Csr,
  popularity: Float64Array,
  categoryGroupOf: Int32Array,
  queries: readonly HeldOutQuery[],
): number {
  const terms = new EvidenceTerms(evidence, popularity, categoryGroupOf);
  const truths = { evidence: [] as number[], mass: [] as number[], weight: [] as number[] };
  const probability: number[] = [];
  for (const { product, truth } of queries) {
    for (const of of terms.of(product, truth)) {
      truths.evidence.push(of.evidence);
      truths.mass.push(of.mass);
      truths.weight.push(1 / truth.length);
      probability.push(of.probability);
    }
  }
  return bestPriorStrength(truths, probability).likelihood / Math.max(queries.length, 1);
}

import type { Csr } from '../adjacency/index.js';
import type { HeldOutQuery } from './hold-out.js';
import { bestStrength } from './strength.js';

/**
 * Mean log probability of held-out answers by the evidence with popularity behind it, κ and γ at their best:
 * P(y | x) = (C[x, y] + k·p(y)) / (|C_x| + k), k = κ |C_x|^γ, over products of other categories.
 *
 * @param lineOf for each product, the category that stands for it in "another category", -1 for none
 */
export function evidenceLikelihood(
  evidence: Csr,
  popularity: Float64Array,
  lineOf: Int32Array,
  queries: readonly HeldOutQuery[],
): number {
  const byLine = new Map<number, number>();
  let total = 0;
  popularity.forEach((count, y) => {
    if (lineOf[y] < 0) return;
    byLine.set(lineOf[y], (byLine.get(lineOf[y]) ?? 0) + count);
    total += count;
  });
  const truths = { evidence: [] as number[], mass: [] as number[], weight: [] as number[] };
  const probability: number[] = [];
  for (const { product, truth } of queries) {
    const row = new Map<number, number>();
    let mass = 0;
    for (let e = evidence.offsets[product]; e < evidence.offsets[product + 1]; e++) {
      const y = evidence.columns[e];
      if (lineOf[y] < 0 || lineOf[y] === lineOf[product]) continue;
      row.set(y, evidence.values[e]);
      mass += evidence.values[e];
    }
    const others = Math.max(total - (byLine.get(lineOf[product]) ?? 0), Number.MIN_VALUE);
    for (const y of truth) {
      truths.evidence.push(row.get(y) ?? 0);
      truths.mass.push(Math.max(mass, 1e-9));
      truths.weight.push(1 / truth.length);
      probability.push(popularity[y] / others);
    }
  }
  return bestStrength(truths, probability).likelihood / Math.max(queries.length, 1);
}

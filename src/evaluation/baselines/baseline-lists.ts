import { TopK, byFallingValue } from '../../core/numerics/index.js';
import type { ItemScorer } from '../../learning/factorisation/index.js';
import type { BaselineData } from './baseline-data.js';

/** What decides which products may stand on a list, and which of two with the same score comes first. */
export type ListRules = Pick<BaselineData, 'categoryGroupOf' | 'counts' | 'eligible'>;

/**
 * The `length` best products for each query, best first: eligible ones of another category group than the query's. Of equal
 * scores the more bought stands first, then the lower number; so popularity orders all that a method gives 0, and no list
 * is short while there are candidates.
 *
 * @param queries product numbers; a product asked for several times is scored once
 * @returns [queries × length], row by row, -1 where there is no further candidate
 */
export function baselineLists(rules: ListRules, scorer: ItemScorer, queries: Int32Array, length: number): Int32Array {
  const lists = new Int32Array(queries.length * length);
  const candidates = candidateOrder(rules);
  const scores = new Float64Array(rules.categoryGroupOf.length);
  const candidateScores = new Float64Array(candidates.length);
  const top = new TopK(length, -Infinity);
  const firstRow = new Map<number, number>();
  for (let row = 0; row < queries.length; row++) {
    const query = queries[row];
    const list = lists.subarray(row * length, (row + 1) * length);
    const earlier = firstRow.get(query);
    if (earlier !== undefined) {
      list.set(lists.subarray(earlier * length, (earlier + 1) * length));
      continue;
    }
    firstRow.set(query, row);
    scorer.score(query, scores);
    candidates.forEach((candidate, place) => {
      const stands = candidate !== query && rules.categoryGroupOf[candidate] !== rules.categoryGroupOf[query];
      candidateScores[place] = stands ? scores[candidate] : -Infinity;
    });
    const best = top.of(candidateScores);
    list.set(best.map((place) => candidates[place]));
    list.fill(-1, best.length);
  }
  return lists;
}

/** The products that may be recommended, most bought first: of equal scores the first in this order wins. */
function candidateOrder({ categoryGroupOf, counts, eligible }: ListRules): Int32Array {
  const candidates: number[] = [];
  categoryGroupOf.forEach((line, product) => {
    if (line >= 0 && eligible[product] === 1) candidates.push(product);
  });
  return Int32Array.from(candidates.sort(byFallingValue(counts)));
}

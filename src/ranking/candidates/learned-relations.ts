import type { CategorySupport } from '../../learning/cooccurrence/index.js';
import type { LearnedRelation } from '../types.js';
import { valuesInRow } from './evidence-row.js';
import type { PriorContext } from './prior.js';
import { wilsonInterval } from '../../core/numerics/index.js';

/** Relations kept of each category, the heaviest. */
const KEPT = 25;

/**
 * For each category that has any, the others that it was bought with more than by chance, heaviest first, ties by number.
 *
 * The weight is the number in use: a product of category a without evidence is answered b's products in the proportion
 * popularity^α · e^(λ · weight[a, b]). That lift is nearly symmetric; what makes a list one-sided is how much each category
 * sells, as P(b | a) = P(b) · lift, which `confidence` states outright.
 */
export function* learnedRelations(
  { categories, lift, categoryGroups }: Pick<PriorContext, 'categories' | 'lift' | 'categoryGroups'>,
  support: Pick<CategorySupport, 'baskets' | 'with'>,
): Generator<readonly [category: number, relations: readonly LearnedRelation[]], void> {
  for (let a = 0; a < categories; a++) {
    const baskets = support.baskets[a];
    if (baskets === 0) continue;
    const found: LearnedRelation[] = [];
    const { categories: others, counts } = support.with(a);
    // Without evidence, which has no entry, two categories do not go together more than by chance.
    const weights = valuesInRow(lift.pairs, lift.pairs.values, a, others);
    others.forEach((related, i) => {
      const weight = weights[i];
      if (weight <= 0 || categoryGroups[related] === categoryGroups[a]) return;
      const [low, high] = wilsonInterval(counts[i], baskets);
      found.push({ related, weight, support: counts[i], confidence: counts[i] / baskets, low, high });
    });
    if (found.length === 0) continue;
    yield [a, found.sort((x, y) => y.weight - x.weight || x.related - y.related).slice(0, KEPT)];
  }
}

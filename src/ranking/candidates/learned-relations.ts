import type { CategorySupport } from '../../learning/cooccurrence/index.js';
import type { LearnedRelation } from '../types.js';
import type { PriorContext } from './prior.js';
import { wilsonInterval } from '../../core/numerics/index.js';

/** Relations kept of each category, the heaviest. */
const KEPT = 25;

/**
 * For each category, the others that it was bought with more than by chance, heaviest first, ties by number.
 *
 * The weight is the number in use: a product of category a without evidence is answered b's products in the proportion
 * popularity^α · e^(λ · weight[a, b]). That lift is nearly symmetric; what makes a list one-sided is how much each category
 * sells, as P(b | a) = P(b) · lift, which `confidence` states outright.
 */
export function learnedRelations(
  { categories, lift, categoryGroups }: Pick<PriorContext, 'categories' | 'lift' | 'categoryGroups'>,
  { baskets, together }: CategorySupport,
): LearnedRelation[][] {
  return Array.from({ length: categories }, (_, a) => {
    const found: LearnedRelation[] = [];
    for (let related = 0; related < categories; related++) {
      const pair = a * categories + related;
      const support = together[pair];
      if (support === 0 || lift[pair] <= 0 || categoryGroups[related] === categoryGroups[a]) continue;
      const [low, high] = wilsonInterval(support, baskets[a]);
      found.push({ related, weight: lift[pair], support, confidence: support / baskets[a], low, high });
    }
    return found.sort((x, y) => y.weight - x.weight || x.related - y.related).slice(0, KEPT);
  });
}

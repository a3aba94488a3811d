import { baselineData } from '../baselines/index.js';
import { associationRules } from '../rules/index.js';
import type { Split } from '../splits/index.js';
import type { NamedRule } from './evaluation.js';

const MOST_RULES = 40;
const LEAST_BASKETS = 10;
const LEAST_SUPPORT = 0.0005;
const LEAST_CONFIDENCE = 0.1;

/** The strongest association rules of a split's training baskets across category groups, for a report. */
export function shopRules(split: Split): NamedRule[] {
  const { products } = split.training.catalogue;
  const nameOf = (product: number): string => products.titles[product] || products.ids[product];
  const { basketRows } = baselineData(split);
  if (basketRows.rows === 0) return [];
  return associationRules(basketRows, {
    minimumSupport: Math.min(1, Math.max(LEAST_BASKETS / basketRows.rows, LEAST_SUPPORT)),
    minimumConfidence: LEAST_CONFIDENCE,
    largestAntecedent: 2,
    sortBy: 'lift',
    limit: MOST_RULES,
    acrossCategoryGroups: split.categoryGroupOf,
  }).map(({ antecedent, consequent, ...rule }) => ({
    antecedent: antecedent.map(nameOf),
    consequent: nameOf(consequent),
    ...rule,
  }));
}

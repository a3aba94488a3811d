import { groupCategories } from '../../shop/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { Rule } from './rule-document.js';

/** A pinned product that is of the category of a question that the rule names: "another category" keeps it off that list. */
export interface HiddenPin {
  readonly product: string;
  /** What the rule is for: the id of a product, else of a category. */
  readonly question: string;
  readonly kind: 'product' | 'category';
}

/**
 * The pins of a rule that some list it is for does not show, each with the first such question. A rule for all questions has
 * none: its pins are shown wherever they are of another category.
 *
 * @param numberOf the snapshot's number of a product, undefined for one that it does not have
 */
export function hiddenPins(
  rule: Rule,
  { shared, manifest }: Pick<Snapshot, 'shared' | 'manifest'>,
  numberOf: (product: string) => number | undefined,
): HiddenPin[] {
  if (rule.action !== 'pin' || rule.for === undefined) return [];
  const groups = groupCategories(shared.categories, manifest.level);
  const groupOf = (category: number): number => groups[category] ?? -1;
  const groupOfProduct = (id: string): number => groupOf(shared.categoryOf[numberOf(id) ?? -1] ?? -1);
  const { products = [], categories = [] } = rule.for;
  const asked = [
    ...products.map((id) => ({ question: id, kind: 'product' as const, group: groupOfProduct(id) })),
    ...categories.map((id) => ({
      ...{ question: id, kind: 'category' as const },
      group: groupOf(shared.categories.ids.indexOf(id)),
    })),
  ];
  // Of two questions of one category the first is told.
  const first = new Map(asked.toReversed().map((each) => [each.group, each]));
  return [...new Set(rule.items.products)].flatMap((product) => {
    const group = groupOfProduct(product);
    const found = group < 0 ? undefined : first.get(group);
    return found === undefined || found.question === product
      ? []
      : [{ product, question: found.question, kind: found.kind }];
  });
}

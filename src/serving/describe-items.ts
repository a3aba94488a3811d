import { lift, placeInRow, reasonText, tellCount, type ComposedItem } from '../recommend/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { ProductCard, Snapshot } from '../snapshots/index.js';
import type { AnsweredItem } from './answer.js';
import type { NumberedQuestion } from './question.js';

/** How items are told. */
export interface Telling {
  /** Below how many people a count is not told. */
  readonly minPeople: number;
  readonly rules: RuleAnswer | undefined;
  /** Items of the list before these. */
  readonly before: number;
}

/** Adds titles and reasons. */
export async function describeItems(
  snapshot: Snapshot,
  { weighed }: NumberedQuestion,
  items: readonly ComposedItem[],
  { minPeople, rules, before }: Telling,
): Promise<AnsweredItem[]> {
  const { shared, manifest } = snapshot;
  const named = new Set<number>();
  for (const item of items) {
    for (const product of [item.product, item.because, item.through]) if (product >= 0) named.add(product);
  }
  const numbers = [...named];
  const cards = new Map<number, ProductCard>();
  (await snapshot.cards(numbers)).forEach((card, i) => cards.set(numbers[i], card));
  const nameOf = (product: number): string | undefined => {
    const card = cards.get(product);
    return card === undefined ? undefined : card.title || card.id;
  };
  return items.map((item, i) => {
    const card = cards.get(item.product);
    const together = tellCount(item.together, item.people, minPeople);
    const times = lift(
      item.together,
      shared.basketsOf[item.because] ?? 0,
      shared.basketsOf[item.product],
      manifest.basketTotal,
    );
    const touching = rules?.touching(item.product) ?? [];
    return {
      productId: card?.id ?? '',
      title: card?.title ?? '',
      categoryId: shared.categories.ids[item.category],
      score: item.score,
      rank: before + i + 1,
      reason: reasonText({
        source: item.source,
        because: nameOf(item.because),
        nameBecause: weighed.length > 1,
        becauseCategory: shared.categories.names[shared.categoryOf[item.because]],
        category: shared.categories.names[item.category],
        newItem: placeInRow(shared.eventless, item.product) >= 0,
        related: isRelated(shared.relations, shared.categoryOf[item.because], item.category),
        together,
        lift: times,
        through: nameOf(item.through),
        unit: manifest.unit,
      }),
      evidence: {
        source: item.source,
        productId: cards.get(item.because)?.id ?? null,
        together,
        lift: together === 'few' ? null : Math.round(times * 100) / 100,
        through: cards.get(item.through)?.id ?? null,
      },
      ...(touching.length === 0 ? {} : { rules: [...touching] }),
    };
  });
}

/** Whether the flat list of category pairs holds this one. */
function isRelated(relations: Int32Array, category: number, related: number): boolean {
  for (let i = 0; i < relations.length; i += 2) {
    if (relations[i] === category && relations[i + 1] === related) return true;
  }
  return false;
}

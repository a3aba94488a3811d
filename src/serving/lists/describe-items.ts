import { areFew, scoreOfRank, withholdProbability } from '../../ranking/explain/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { ProductCard, Snapshot } from '../../storage/redis/index.js';
import type { AnsweredItem } from './answer.js';
import { itemReason } from './item-reason.js';
import { learnedFor } from './learned-relations.js';
import type { NumberedQuestion } from './question.js';

/** How items are described. */
export interface Description {
  /** The products that were asked about, as the snapshot shows them. */
  readonly asked: readonly ProductCard[];
  /** Below how many people a count is suppressed. */
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
  { asked, minPeople, rules, before }: Description,
): Promise<AnsweredItem[]> {
  const { shared, manifest } = snapshot;
  const named = new Set<number>();
  for (const item of items) {
    for (const product of [item.product, item.because, item.through]) if (product >= 0) named.add(product);
  }
  const numbers = [...named];
  const cards = new Map<number, ProductCard>();
  (await snapshot.cards(numbers)).forEach((card, i) => cards.set(numbers[i], card));
  const few = asked.filter(({ buyers }) => areFew(buyers, minPeople)).length;
  const buyersOf = (product: number): number => cards.get(product)?.buyers ?? 0;
  const context = {
    shared,
    manifest,
    cardOf: (product: number) => cards.get(product),
    nameBecause: weighed.length > 1,
    askedFew: few > 0 && few === asked.length,
    minPeople,
    goTogether: await learnedFor(snapshot, items, minPeople),
  };
  return items.map((item, i) => {
    const card = cards.get(item.product);
    const touching = rules?.touching(item.product) ?? [];
    return {
      productId: card?.id ?? '',
      title: card?.title ?? '',
      categoryId: shared.categories.ids[item.category],
      score: few > 0 ? scoreOfRank(before + i + 1) : item.score,
      probability: withholdProbability(item, few > 0, { buyersOf, minPeople }),
      rank: before + i + 1,
      ...itemReason(item, context),
      ...(touching.length === 0 ? {} : { rules: [...touching] }),
    };
  });
}

import { areFew } from '../../ranking/explain/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';

/** Whether baskets say that products of one category are taken with those of another, as far as it may be told. */
export type GoTogether = (category: number, related: number) => boolean;

/** Reads what the reasons of these items need of it: those that have nothing but their category to speak for them. */
export async function learnedFor(
  { shared, learnedRelations }: Pick<Snapshot, 'shared' | 'learnedRelations'>,
  items: readonly Pick<ComposedItem, 'source' | 'because' | 'through'>[],
  minPeople: number,
): Promise<GoTogether> {
  const alone = items.filter(({ source, because, through }) => source === 'category' && because >= 0 && through < 0);
  const categories = [...new Set(alone.map(({ because }) => shared.categoryOf[because]))].filter((each) => each >= 0);
  if (categories.length === 0) return () => false;
  const found = await learnedRelations(categories);
  const relationsOf = new Map(categories.map((category, i) => [category, found[i] ?? []]));
  return (category, related) =>
    relationsOf.get(category)?.some((each) => each.related === related && !areFew(each.support, minPeople)) === true;
}

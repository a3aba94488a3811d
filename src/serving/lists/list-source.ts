import { areFew } from '../../ranking/explain/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';
import type { ProductCard, Snapshot } from '../../storage/redis/index.js';
import type { AnsweredList } from './answer.js';

/**
 * How a list begins, pins aside. What too few people bought is passed over, so that the answer does not tell whether anybody
 * did; a list of nothing else, and that of a product which too few people bought, goes by its category.
 *
 * @param asked the products asked about, as the snapshot shows them
 */
export async function listSource(
  snapshot: Pick<Snapshot, 'cards'>,
  items: readonly ComposedItem[],
  asked: readonly ProductCard[],
  minPeople: number,
): Promise<AnsweredList['source']> {
  const few = ({ buyers }: ProductCard): boolean => areFew(buyers, minPeople);
  if (asked.length > 0 && asked.every(few)) return 'category';
  const found = items.filter(({ source }) => source !== 'pinned');
  if (found.length === 0) return 'popular';
  for (const { source, product, because } of found) {
    const cards = await snapshot.cards(because < 0 ? [product] : [product, because]);
    if (!cards.some(few)) return source === 'nearest' || source === 'pinned' ? 'graph' : source;
  }
  return 'category';
}

import { composeList, type ComposedItem, type ListRequest, type Nearness } from '../../ranking/lists/index.js';

/** What a list falls back on, each read only where what stands before it does not fill the list. */
export interface Fallbacks {
  /** Lists of the categories of the products asked about. */
  readonly categoryLists: () => Promise<ListRequest['categoryLists']>;
  /** For an exact search among all products. */
  readonly nearness: () => Promise<Nearness>;
}

/**
 * A list of the ready-made candidates, filled from its fallbacks where they do not reach: for products that the graph knows from
 * what is nearest to them, for others from their categories first.
 */
export async function fillList(
  request: Omit<ListRequest, 'categoryLists' | 'nearness'>,
  { categoryLists: readCategoryLists, nearness }: Fallbacks,
): Promise<ComposedItem[]> {
  const filledFrom = (items: readonly ComposedItem[], sources: readonly ComposedItem['source'][]): boolean =>
    items.length === request.limit && items.every(({ source }) => sources.includes(source));
  const first = composeList({ ...request, categoryLists: [] });
  if (filledFrom(first, ['pinned', 'graph'])) return first;
  const categoryLists = await readCategoryLists();
  if (!request.lists.some(({ list }) => list.source === 'graph')) {
    const second = composeList({ ...request, categoryLists });
    if (request.basket.length === 0 || filledFrom(second, ['pinned', 'category'])) return second;
  }
  return composeList({ ...request, categoryLists, nearness: await nearness() });
}

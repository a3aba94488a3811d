import { LRUCache } from 'lru-cache';
import type { ComposedItem } from '../../ranking/lists/index.js';

/** Items of lists that readers page through, all together; some 100 bytes each. */
const CACHED_ITEMS = 200_000;

interface Begun {
  readonly items: readonly ComposedItem[];
  /** Whether the list has no more. */
  readonly whole: boolean;
}

/** Lists that readers page through, as far as they were composed. */
export class PageCache {
  private readonly lists = new LRUCache<string, Begun>({
    maxSize: CACHED_ITEMS,
    sizeCalculation: ({ items }) => items.length + 1,
  });

  /** The first `needed` items of a list, or more, where it has so many. Where it must be composed, it is twice as far. */
  async first(
    list: string,
    needed: number,
    compose: (limit: number) => Promise<readonly ComposedItem[]>,
  ): Promise<readonly ComposedItem[]> {
    const begun = this.lists.get(list);
    if (begun !== undefined && (begun.whole || begun.items.length >= needed)) return begun.items;
    const items = await compose(2 * needed);
    this.lists.set(list, { items, whole: items.length < 2 * needed });
    return items;
  }
}

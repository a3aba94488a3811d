import { categoryLines, pathToRoot } from '../adjacency/index.js';
import { composeList, type ComposedItem } from '../recommend/index.js';
import type { CandidateList, SnapshotReader } from '../snapshots/index.js';

/** What one product is answered. */
export interface TopList {
  readonly product: number;
  readonly items: readonly ComposedItem[];
}

/** Lists in one request to Redis: of 250 candidates, a reply of 1.5 MB. */
const CHUNK = 256;

/**
 * What a snapshot answers to each of its products alone, without filters, at most `limit` items each; in the order of the
 * product numbers, from number `from`. A product without a list of its own is answered by its category, or by what is popular.
 */
export async function* topLists(snapshot: SnapshotReader, limit: number, from = 0): AsyncGenerator<TopList[]> {
  const { shared, manifest } = snapshot;
  const { categories, categoryOf, popular } = shared;
  const policy = {
    lines: categoryLines(categories, manifest.level),
    included: undefined,
    excluded: undefined,
    maxPerCategory: undefined,
  };
  const byCategory = await listsByCategory(snapshot);
  for (let start = from; start < manifest.products; start += CHUNK) {
    const products = Array.from({ length: Math.min(CHUNK, manifest.products - start) }, (_, i) => start + i);
    const lists = await snapshot.lists(products);
    yield products.map((product, i) => {
      const category = categoryOf[product];
      const own = lists[i];
      const ofCategory = byCategory.get(category);
      const items = composeList({
        basket: [{ product, category }],
        lists: own === undefined ? [] : [{ product, list: own }],
        categoryLists: ofCategory === undefined ? [] : [{ product, list: ofCategory }],
        popular,
        categoryOf,
        policy,
        limit,
      });
      return { product, items };
    });
  }
}

/** For each category, its list or that of the nearest ancestor that has one. */
async function listsByCategory(snapshot: SnapshotReader): Promise<ReadonlyMap<number, CandidateList>> {
  const { categories } = snapshot.shared;
  const numbers = [...categories.ids.keys()];
  const own = await snapshot.categoryLists(numbers);
  const found = new Map<number, CandidateList>();
  for (const category of numbers) {
    const list = pathToRoot(categories, category)
      .map((each) => own[each])
      .find((candidates) => candidates !== undefined);
    if (list !== undefined) found.set(category, list);
  }
  return found;
}

import { categoryLines, pathToRoot } from '../adjacency/index.js';
import { openPolicy, type ComposedItem } from '../recommend/index.js';
import type { CandidateList, SnapshotReader } from '../snapshots/index.js';
import { fillList } from './fill-list.js';

/** What one product is answered. */
export interface TopList {
  readonly product: number;
  readonly items: readonly ComposedItem[];
}

/** Lists in one request to Redis: of 250 candidates, a reply of 1.5 MB. */
const CHUNK = 256;

/**
 * What a snapshot answers to each of its products alone, without filters, at most `limit` items each; in the order of the
 * product numbers, from number `from`. Where a product's own list does not reach, it is filled as the service fills it.
 */
export async function* topLists(snapshot: SnapshotReader, limit: number, from = 0): AsyncGenerator<TopList[]> {
  const { shared, manifest } = snapshot;
  const { categories, categoryOf, popular } = shared;
  const policy = openPolicy(categoryLines(categories, manifest.level));
  const byCategory = await listsByCategory(snapshot);
  let embeddings: Promise<Float32Array> | undefined;
  for (let start = from; start < manifest.products; start += CHUNK) {
    const products = Array.from({ length: Math.min(CHUNK, manifest.products - start) }, (_, i) => start + i);
    const lists = await snapshot.lists(products);
    const answers: TopList[] = [];
    for (const [i, product] of products.entries()) {
      const category = categoryOf[product];
      const own = lists[i];
      const ofCategory = byCategory.get(category);
      const items = await fillList(
        {
          basket: [{ product, category }],
          lists: own === undefined ? [] : [{ product, list: own }],
          popular,
          categoryOf,
          policy,
          limit,
        },
        {
          categoryLists: () => Promise.resolve(ofCategory === undefined ? [] : [{ product, list: ofCategory }]),
          nearness: async () => ({
            embeddings: await (embeddings ??= snapshot.embeddings()),
            dimension: manifest.dimension,
            weighed: [{ product, weight: 1 }],
          }),
        },
      );
      answers.push({ product, items });
    }
    yield answers;
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

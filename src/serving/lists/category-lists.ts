import { ofNearest, pathToRoot } from '../../shop/index.js';
import type { CandidateList } from '../../ranking/types.js';
import type { Snapshot } from '../../storage/redis/index.js';

/** For each category, its list, or that of the nearest one above it that has one. Reads once for all of them. */
export async function categoryLists(
  snapshot: Pick<Snapshot, 'shared' | 'categoryLists'>,
  categories: readonly number[],
): Promise<(CandidateList | undefined)[]> {
  const tree = snapshot.shared.categories;
  const wanted = [...new Set(categories.flatMap((category) => pathToRoot(tree, category)))];
  const found = await snapshot.categoryLists(wanted);
  const own = new Map(wanted.map((category, i) => [category, found[i]]));
  return categories.map((category) => ofNearest(tree, category, (each) => own.get(each)));
}

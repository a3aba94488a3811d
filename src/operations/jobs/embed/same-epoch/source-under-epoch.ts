import type { OnnxRuntime } from '../../../../learning/onnx/index.js';
import { rankCategories, rankCategoryColdProducts, type CategoryLists } from '../../../../ranking/pipeline/index.js';
import { groupCategories, type Shop } from '../../../../shop/index.js';
import type { SnapshotSource } from '../snapshot-content.js';
import type { RegisteredCatalogue } from './registered-catalogue.js';
import type { RowsOfShop } from './rows-of-shop.js';
import { shownCategoryList, shownLists, type Shown } from './shown-candidates.js';
import type { StoredEpoch } from './stored-epoch.js';

/** What a snapshot of a shop under an epoch is made of. */
export function sourceUnderEpoch(
  { epoch, told }: StoredEpoch,
  { catalogue, present }: Shop & RegisteredCatalogue,
  rows: RowsOfShop,
  runtime: OnnxRuntime,
): SnapshotSource {
  const { inputs, informed, level } = epoch;
  const categoryOf = catalogue.products.categories;
  const shown: Shown = { categoryOf, present, groups: groupCategories(catalogue.categories, level) };
  const signals = told.manifest.explained.signals.length;
  const isShown = (product: number): boolean => present[product] === 1;
  const since = newcomers(epoch.mass.length, present.length);
  const counts = (column: Int32Array): Int32Array => longer(column, present.length);
  return {
    catalogue,
    popular: Int32Array.from([...told.popular, ...since]).filter((product) => categoryOf[product] >= 0),
    eventless: Int32Array.from([...told.eventless, ...since]).filter(isShown),
    evidence: { baskets: counts(told.baskets), purchasers: counts(told.purchasers), buyers: counts(epoch.buyers) },
    categoryLists: shownCategories(rankCategories(inputs, informed), shown),
    categoryColdProducts: shownCategories(rankCategoryColdProducts(inputs), shown),
    learnedRelations: told.learnedRelations,
    embeddings: rows.embeddings,
    users: epoch.model.users,
    reach: Float32Array.from(present, (_, product) => Math.exp(inputs.context.logPopularity[product] ?? 0)),
    found: isShown,
    lists: async function* () {
      for await (const lists of rows.lists(runtime)) yield shownLists(lists, shown, signals);
    },
  };
}

function newcomers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function longer(column: Int32Array, length: number): Int32Array {
  const made = new Int32Array(length);
  made.set(column);
  return made;
}

function shownCategories(lists: CategoryLists, shown: Shown): CategoryLists {
  return {
    *[Symbol.iterator]() {
      for (const [category, list] of lists) yield [category, shownCategoryList(list, shown, category)] as const;
    },
  };
}

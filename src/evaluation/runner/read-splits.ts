import { groupCategories, readShop, type CategoryLevel, type Shop } from '../../shop/index.js';
import { splitShop, withNewProducts, type Split } from '../splits/index.js';
import type { Protocol } from '../splits/choices.js';
import type { ReportProgress } from '../../core/index.js';
import { readProductRelations } from './relations-file.js';

export interface SplitOptions {
  readonly protocol: Protocol | 'auto';
  readonly level: CategoryLevel;
  readonly seed: number;
  readonly mostQueries: number;
  /** Score on the validation split. */
  readonly validation: boolean;
  /** Take all events of some products away. */
  readonly newProducts: boolean;
}

/** The split that is scored, and the one where settings are chosen, of the shop in a folder. */
export async function readSplits(
  terminal: { readonly progress: ReportProgress; note(text: string): void },
  folder: string,
  { protocol, level, seed, mostQueries, validation, newProducts }: SplitOptions,
): Promise<{ scored: Split; tuning: Split }> {
  const { shop, rejected } = await readShop([folder], terminal.progress);
  if (rejected > 0) {
    terminal.note(`${rejected.toLocaleString('en')} rows were left out: invalid, or of unknown products`);
  }
  const { ids } = shop.catalogue.products;
  const relations = protocol === 'relations' ? { relations: await readProductRelations(folder, ids) } : {};
  const cut = (part: 'test' | 'validation'): Split =>
    splitShop(shop, {
      protocol,
      part,
      categoryGroupOf: productCategoryGroups(shop, level),
      seed,
      mostQueries,
      ...relations,
    });
  const tuning = cut('validation');
  const scored = validation ? tuning : cut('test');
  return { tuning, scored: newProducts ? withNewProducts(scored, seed) : scored };
}

/** For each product the category that stands for it in "another category". */
function productCategoryGroups({ catalogue }: Shop, level: CategoryLevel): Int32Array {
  const categoryGroups = groupCategories(catalogue.categories, level);
  return catalogue.products.categories.map((category) => (category < 0 ? -1 : categoryGroups[category]));
}

import { groupCategories, subtrees, type CategoryLevel } from '../../shop/index.js';
import { UsageError } from '../../core/index.js';
import type { Snapshot } from '../../storage/redis/index.js';

/** A snapshot's categories and brands by their names. */
export class CatalogueIndex {
  private readonly categoryNumbers: ReadonlyMap<string, number>;
  private readonly brandNumbers: ReadonlyMap<string, number>;
  private readonly categoryGroupsAt = new Map<CategoryLevel, Int32Array>();

  constructor(
    readonly shared: Snapshot['shared'],
    private readonly builtLevel: CategoryLevel,
  ) {
    this.categoryNumbers = new Map(shared.categories.ids.map((id, number) => [id, number]));
    this.brandNumbers = new Map(shared.brands.map((name, number) => [name, number]));
  }

  /** For each category the one that stands for it at a level; without one, where the snapshot was built. */
  categoryGroups(level: CategoryLevel = this.builtLevel): Int32Array {
    let categoryGroups = this.categoryGroupsAt.get(level);
    if (categoryGroups === undefined)
      this.categoryGroupsAt.set(level, (categoryGroups = groupCategories(this.shared.categories, level)));
    return categoryGroups;
  }

  /** Marks these categories and all under them; throws `unknown-category` for one that the shop does not have. */
  subtrees(ids: readonly string[]): Uint8Array {
    return subtrees(
      this.shared.categories,
      ids.map((id) => {
        const number = this.categoryNumbers.get(id);
        if (number !== undefined) return number;
        throw new UsageError('unknown-category', `The shop has no category "${id}".`, { category: id });
      }),
    );
  }

  /** Numbers of brands; throws `unknown-brand` for one that the shop does not have. */
  brands(names: readonly string[]): ReadonlySet<number> {
    return new Set(
      names.map((name) => {
        const number = this.brandNumbers.get(name);
        if (number !== undefined) return number;
        throw new UsageError('unknown-brand', `The shop has no brand "${name}".`, { brand: name });
      }),
    );
  }
}

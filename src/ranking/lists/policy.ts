/**
 * Which products may stand on a list, by their category. All arrays are indexed by category number.
 *
 * A candidate without category is never shown: nobody could say that it is of another one.
 */
export interface CategoryPolicy {
  /** For each category, the category that stands for it at the chosen level (see `groupCategories`). */
  readonly categoryGroups: Int32Array;
  /** 1 for each category that may be shown; undefined: all. Subtrees are already spread out. */
  readonly included: Uint8Array | undefined;
  /** 1 for each category that may not be shown. */
  readonly excluded: Uint8Array | undefined;
  /** Most items of one (leaf) category; undefined: no limit. */
  readonly maxPerCategory: number | undefined;
}

/** Every category but that of the products asked about, as many items of each as there are. */
export function openPolicy(categoryGroups: Int32Array): CategoryPolicy {
  return { categoryGroups, included: undefined, excluded: undefined, maxPerCategory: undefined };
}

/** Decides, product by product in the order of the list, what is shown: each call counts against the quotas. */
export class PolicyFilter {
  private readonly ownCategoryGroups = new Set<number>();
  private readonly shown = new Set<number>();
  private readonly perCategory = new Map<number, number>();

  /**
   * @param taken numbers of the products that are not to be shown: those asked about, and the customer's earlier ones
   * @param basketCategories categories whose category groups are not shown: those of the products asked about; -1 for none
   * @param admitsProduct what else is asked of a product, such as its price
   */
  constructor(
    private readonly policy: CategoryPolicy,
    taken: Iterable<number>,
    basketCategories: Iterable<number>,
    private readonly admitsProduct: (product: number) => boolean = () => true,
  ) {
    for (const product of taken) this.shown.add(product);
    for (const category of basketCategories)
      if (category >= 0) this.ownCategoryGroups.add(policy.categoryGroups[category]);
  }

  /** Whether the category could be shown at all, quotas aside. */
  admitsCategory(category: number): boolean {
    const { categoryGroups, included, excluded } = this.policy;
    return (
      category >= 0 &&
      !this.ownCategoryGroups.has(categoryGroups[category]) &&
      included?.[category] !== 0 &&
      excluded?.[category] !== 1
    );
  }

  /** Whether the product could be shown, quotas aside. */
  admits(product: number, category: number): boolean {
    return this.admitsCategory(category) && !this.shown.has(product) && this.admitsProduct(product);
  }

  /** Takes the product if it may stand next on the list. */
  take(product: number, category: number): boolean {
    if (!this.admits(product, category)) return false;
    const taken = this.perCategory.get(category) ?? 0;
    if (taken >= (this.policy.maxPerCategory ?? Infinity)) return false;
    this.shown.add(product);
    this.perCategory.set(category, taken + 1);
    return true;
  }
}

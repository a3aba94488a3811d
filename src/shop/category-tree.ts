/** The shop's categories as arrays, in the order of their ids; an index into them is a category's number. */
export interface CategoryTree {
  readonly ids: readonly string[];
  readonly names: readonly string[];
  /** Parent of each category, -1 for a root. Never a cycle: the importer refuses them. */
  readonly parents: Int32Array;
}

/** How far up the tree "another category" is drawn: the product's own category, or its ancestor at a depth (0 = root). */
export type CategoryLevel = 'leaf' | number;

/** The path from a category up to its root, the category first. Empty for -1 (a product without category). */
export function pathToRoot(tree: CategoryTree, category: number): number[] {
  const path: number[] = [];
  for (let c = category; c >= 0; c = tree.parents[c]) path.push(c);
  return path;
}

/** What is known of a category, or else of the nearest one above it of which anything is; undefined where there is nothing. */
export function ofNearest<Known>(
  tree: CategoryTree,
  category: number,
  known: (category: number) => Known | undefined,
): Known | undefined {
  for (let c = category; c >= 0; c = tree.parents[c]) {
    const found = known(c);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * For each category, the category that stands for it at `level`: itself for `leaf`, else its ancestor at that depth, or
 * itself where it lies above.
 */
export function groupCategories(tree: CategoryTree, level: CategoryLevel): Int32Array {
  return Int32Array.from(tree.ids, (_, category) => {
    if (level === 'leaf') return category;
    const path = pathToRoot(tree, category);
    return path[Math.max(0, path.length - 1 - level)];
  });
}

/** Marks the given categories and all that lie under them. */
export function subtrees(tree: CategoryTree, categories: Iterable<number>): Uint8Array {
  const inside = new Uint8Array(tree.ids.length);
  for (const category of categories) inside[category] = 1;
  for (let c = 0; c < inside.length; c++) {
    let above = c;
    while (above >= 0 && inside[above] === 0) above = tree.parents[above];
    if (above >= 0) inside[c] = 1;
  }
  return inside;
}

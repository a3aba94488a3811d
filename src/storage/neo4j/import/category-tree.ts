import type { CategoryId } from '../../../core/index.js';

/** The wish to put a category under a parent, or to make it a root. */
export interface Placement {
  readonly categoryId: CategoryId;
  readonly parentId: CategoryId | undefined;
}

/** The tree as it stands: every category, each with its parent. */
export type PresentTree = ReadonlyMap<CategoryId, CategoryId | undefined>;

/**
 * The wishes that cannot be granted, with the reason: the parent is unknown, or the tree would get a ring.
 *
 * A refused category keeps its present place, or stays out; that may leave others without a parent or in a ring,
 * so this repeats until nothing is left to refuse. The answer does not depend on the order of the wishes.
 */
export function refusedPlacements(
  wishes: readonly Placement[],
  present: PresentTree,
  createMissing: boolean,
): Map<CategoryId, string> {
  const refused = new Map<CategoryId, string>();
  for (;;) {
    const tree = new Map(present);
    const granted = wishes.filter(({ categoryId }) => !refused.has(categoryId));
    for (const { categoryId, parentId } of granted) tree.set(categoryId, parentId);
    const before = refused.size;
    if (!createMissing) {
      for (const { categoryId, parentId } of orphans(granted, tree))
        refused.set(categoryId, `parent_id ${String(parentId)} is not among the categories`);
    }
    // Rings are looked for only once no parent is missing: each refusal for a missing parent may undo one.
    if (refused.size > before) continue;
    const inRing = membersOfRings(tree);
    for (const { categoryId } of granted) {
      if (inRing.has(categoryId)) refused.set(categoryId, `category_id ${categoryId} would be its own ancestor`);
    }
    if (refused.size === before) return refused;
  }
}

function orphans(granted: readonly Placement[], tree: PresentTree): readonly Placement[] {
  return granted.filter(({ parentId }) => parentId !== undefined && !tree.has(parentId));
}

/** Every category that is its own ancestor. Each is walked once, so this is linear. */
function membersOfRings(parents: PresentTree): Set<CategoryId> {
  const walkOf = new Map<CategoryId, number>();
  const members = new Set<CategoryId>();
  let walk = 0;
  for (const start of parents.keys()) {
    walk++;
    let at: CategoryId | undefined = start;
    while (at !== undefined && !walkOf.has(at)) {
      walkOf.set(at, walk);
      at = parents.get(at);
    }
    while (at !== undefined && walkOf.get(at) === walk && !members.has(at)) {
      members.add(at);
      at = parents.get(at);
    }
  }
  return members;
}

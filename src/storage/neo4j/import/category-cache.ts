import type { CategoryId } from '../../../core/index.js';
import type { GraphConnection } from '../graph-connection.js';

/** The ids of all categories: a shop has thousands of them where it has millions of products. */
export class CategoryCache {
  private constructor(
    private readonly graph: GraphConnection,
    private readonly ids: Set<CategoryId>,
    /** Categories that are not there are made as stubs when something refers to them. */
    private readonly createMissing: boolean,
  ) {}

  static async load(graph: GraphConnection, createMissing: boolean): Promise<CategoryCache> {
    const ids = new Set<CategoryId>();
    for await (const { categoryId } of graph.stream('read/category-tree')) ids.add(categoryId);
    return new CategoryCache(graph, ids, createMissing);
  }

  /** Whether a row may refer to this category. */
  accepts(categoryId: CategoryId): boolean {
    return this.createMissing || this.ids.has(categoryId);
  }

  /** Makes stubs of the accepted categories that are not there yet. */
  async provide(categoryIds: Iterable<CategoryId>): Promise<void> {
    const missing = new Set([...categoryIds].filter((id) => !this.ids.has(id)));
    if (missing.size === 0) return;
    await this.graph.write('write/merge-category-stubs', { categoryIds: [...missing] });
    for (const id of missing) this.ids.add(id);
  }
}

import { categoryLines, pathToRoot } from '../adjacency/index.js';
import { composeList, type CategoryPolicy } from '../recommend/index.js';
import type { CandidateList, SnapshotReader } from '../snapshots/index.js';
import { NewProducts } from './new-products.js';

/** One question of a batch. */
export interface BatchQuery {
  readonly queryId: string;
  readonly productId: string;
  /** Only products without any event may be answered. */
  readonly onlyNew: boolean;
}

export interface BatchItem {
  readonly productId: string;
  readonly score: number;
}

/** Answers many single-product questions from one snapshot, without titles and reasons. */
export class BatchRanker {
  private readonly policy: CategoryPolicy;
  private readonly ids = new Map<number, string>();
  private newProducts: Promise<NewProducts> | undefined;

  constructor(
    private readonly snapshot: SnapshotReader,
    private readonly limit: number,
  ) {
    const { shared, manifest } = snapshot;
    this.policy = {
      lines: categoryLines(shared.categories, manifest.level),
      included: undefined,
      excluded: undefined,
      maxPerCategory: undefined,
    };
  }

  /** The lists of some questions, in their order; empty for a product that the snapshot does not know. */
  async answer(queries: readonly BatchQuery[]): Promise<BatchItem[][]> {
    const { snapshot } = this;
    const numbers = await snapshot.numbers(queries.map(({ productId }) => productId));
    const distinct = [...new Set(numbers.filter((number) => number !== undefined))];
    const found = await snapshot.lists(distinct);
    const listOf = new Map(distinct.map((product, i) => [product, found[i]]));
    const ranked: { product: number; score: number }[][] = [];
    for (const [i, { onlyNew }] of queries.entries()) {
      const product = numbers[i];
      if (product === undefined) ranked.push([]);
      else if (onlyNew)
        ranked.push(await (await this.loadNewProducts()).rank(product, listOf.get(product), this.limit));
      else ranked.push(await this.compose(product, listOf.get(product)));
    }
    await this.loadIds(ranked.flatMap((items) => items.map(({ product }) => product)));
    return ranked.map((items) =>
      items.map(({ product, score }) => ({ productId: this.ids.get(product) ?? '', score })),
    );
  }

  private async compose(
    product: number,
    list: CandidateList | undefined,
  ): Promise<{ product: number; score: number }[]> {
    const { shared } = this.snapshot;
    const category = shared.categoryOf[product];
    const request = {
      basket: [{ product, category }],
      lists: list === undefined ? [] : [{ product, list }],
      categoryLists: [],
      popular: shared.popular,
      categoryOf: shared.categoryOf,
      policy: this.policy,
      limit: this.limit,
    };
    const items = composeList(request);
    if (items.length === this.limit && items.every(({ source }) => source !== 'popular')) return items;
    const path = pathToRoot(shared.categories, category);
    const byCategory = (await this.snapshot.categoryLists(path)).find((candidates) => candidates !== undefined);
    return composeList({ ...request, categoryLists: byCategory === undefined ? [] : [{ product, list: byCategory }] });
  }

  private loadNewProducts(): Promise<NewProducts> {
    return (this.newProducts ??= NewProducts.load(this.snapshot, this.policy.lines));
  }

  private async loadIds(products: readonly number[]): Promise<void> {
    const missing = [...new Set(products)].filter((product) => !this.ids.has(product));
    (await this.snapshot.cards(missing)).forEach((card, i) => this.ids.set(missing[i], card.id));
  }
}

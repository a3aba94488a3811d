import { categoryLines, pathToRoot } from '../adjacency/index.js';
import { answerNewcomers, composeList, type CategoryPolicy } from '../recommend/index.js';
import type { CandidateList, SnapshotReader } from '../snapshots/index.js';

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

interface Ranked {
  readonly product: number;
  readonly score: number;
}

/** Answers many single-product questions from one snapshot, without titles and reasons. */
export class BatchRanker {
  private readonly policy: CategoryPolicy;
  private readonly ids = new Map<number, string>();

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
    const asked = (onlyNew: boolean): number[] => [
      ...new Set(numbers.filter((_, i) => queries[i].onlyNew === onlyNew).filter((number) => number !== undefined)),
    ];
    const lists = await byNumber(asked(false), (products) => snapshot.lists(products));
    const newcomers = await this.newcomersOf(asked(true));
    const ranked: Ranked[][] = [];
    for (const [i, { onlyNew }] of queries.entries()) {
      const product = numbers[i];
      if (product === undefined) ranked.push([]);
      else if (onlyNew) ranked.push(newcomers.get(product) ?? []);
      else ranked.push(await this.compose(product, lists.get(product)));
    }
    await this.loadIds(ranked.flatMap((items) => items.map(({ product }) => product)));
    return ranked.map((items) =>
      items.map(({ product, score }) => ({ productId: this.ids.get(product) ?? '', score })),
    );
  }

  private async compose(product: number, list: CandidateList | undefined): Promise<Ranked[]> {
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

  private async newcomersOf(products: readonly number[]): Promise<Map<number, Ranked[]>> {
    const { shared } = this.snapshot;
    const own = await byNumber(products, (asked) => this.snapshot.newcomers(asked));
    const without = products.filter((product) => own.get(product) === undefined);
    const categories = [...new Set(without.map((product) => shared.categoryOf[product]))];
    const byCategory = await byNumber(categories, (asked) => this.snapshot.categoryNewcomers(asked));
    return new Map(
      products.map((product) => [
        product,
        answerNewcomers(own.get(product), byCategory.get(shared.categoryOf[product]), this.limit),
      ]),
    );
  }

  private async loadIds(products: readonly number[]): Promise<void> {
    const missing = [...new Set(products)].filter((product) => !this.ids.has(product));
    (await this.snapshot.cards(missing)).forEach((card, i) => this.ids.set(missing[i], card.id));
  }
}

async function byNumber(
  numbers: readonly number[],
  read: (numbers: readonly number[]) => Promise<(CandidateList | undefined)[]>,
): Promise<Map<number, CandidateList | undefined>> {
  const found = await read(numbers);
  return new Map(numbers.map((number, i) => [number, found[i]]));
}

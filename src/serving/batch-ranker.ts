import { categoryLines, pathToRoot } from '../adjacency/index.js';
import { composeList, type CategoryPolicy } from '../recommend/index.js';
import type { SnapshotReader } from '../snapshots/index.js';
import { ListsAtHand } from './lists-at-hand.js';
import { NewProducts } from './new-products.js';
import { numberedQuestion, type NumberedQuestion } from './question.js';

/** One question of a batch. */
export interface BatchQuery {
  readonly queryId: string;
  readonly productId: string;
  /** Whose list it is; '' or left out: nobody in particular. */
  readonly userId?: string;
  /** The customer's latest products, newest first; empty or left out: what the snapshot knows of the customer. */
  readonly history?: readonly string[];
  /** Only products without any event may be answered. */
  readonly onlyNew: boolean;
}

export interface BatchItem {
  readonly productId: string;
  readonly score: number;
}

/** Answers many questions, each of a product and maybe a customer, from one snapshot, without titles and reasons. */
export class BatchRanker {
  private readonly policy: CategoryPolicy;
  private readonly lists: ListsAtHand;
  private readonly ids = new Map<number, string>();
  private newProducts: Promise<NewProducts> | undefined;

  constructor(
    private readonly snapshot: SnapshotReader,
    private readonly limit: number,
  ) {
    const { shared, manifest } = snapshot;
    this.lists = new ListsAtHand((products) => snapshot.lists(products));
    this.policy = {
      lines: categoryLines(shared.categories, manifest.level),
      included: undefined,
      excluded: undefined,
      maxPerCategory: undefined,
    };
  }

  /** The lists of some questions, in their order; empty for a product that the snapshot does not know. */
  async answer(queries: readonly BatchQuery[]): Promise<BatchItem[][]> {
    const questions = await this.look(queries);
    await this.lists.load(questions.flatMap((asked) => asked?.weighed.map(({ product }) => product) ?? []));
    const ranked: { product: number; score: number }[][] = [];
    for (const [i, asked] of questions.entries()) {
      const product = asked?.basket.at(0)?.product;
      if (asked === undefined || product === undefined) ranked.push([]);
      else if (queries[i].onlyNew)
        ranked.push(await (await this.loadNewProducts()).rank(product, this.lists.of(product), this.limit));
      else ranked.push(await this.compose(asked));
    }
    await this.loadIds(ranked.flatMap((items) => items.map(({ product }) => product)));
    return ranked.map((items) =>
      items.map(({ product, score }) => ({ productId: this.ids.get(product) ?? '', score })),
    );
  }

  /** The questions by number; undefined where the snapshot does not know the product. */
  private async look(queries: readonly BatchQuery[]): Promise<(NumberedQuestion | undefined)[]> {
    const { snapshot } = this;
    const ids = [...new Set(queries.flatMap(({ productId, history = [] }) => [productId, ...history]))];
    const found = await snapshot.numbers(ids);
    const numberOf = new Map(ids.map((id, i) => [id, found[i]]));
    const users = [
      ...new Set(
        queries.flatMap(({ userId = '', history = [] }) => (history.length === 0 && userId !== '' ? [userId] : [])),
      ),
    ];
    const histories = await snapshot.histories(users);
    const historyOf = new Map(users.map((user, i) => [user, histories[i]]));
    return queries.map(({ productId, userId = '', history = [], onlyNew }) => {
      const product = numberOf.get(productId);
      if (product === undefined) return undefined;
      const given = history.map((id) => numberOf.get(id)).filter((number) => number !== undefined);
      const known = onlyNew ? [] : history.length > 0 ? given : historyOf.get(userId);
      return numberedQuestion(snapshot.shared.categoryOf, [product], known ?? []);
    });
  }

  private async compose({ basket, history, weighed }: NumberedQuestion): Promise<{ product: number; score: number }[]> {
    const { shared } = this.snapshot;
    const request = {
      basket,
      history,
      lists: weighed.flatMap(({ product, weight }) => {
        const list = this.lists.of(product);
        return list === undefined ? [] : [{ product, list, weight }];
      }),
      categoryLists: [],
      popular: shared.popular,
      categoryOf: shared.categoryOf,
      policy: this.policy,
      limit: this.limit,
    };
    const items = composeList(request);
    if (items.length === this.limit && items.every(({ source }) => source !== 'popular')) return items;
    const [{ product, category }] = basket;
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

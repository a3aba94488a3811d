import { candidateAt } from '../../ranking/candidates/index.js';
import { answerColdProducts, type ComposedItem } from '../../ranking/lists/index.js';
import { CompiledRules, type Rule } from '../rules/index.js';
import type { CandidateList } from '../../ranking/types.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { batchQuestions, type BatchQuery } from './batch-questions.js';
import { describeItems } from './describe-items.js';
import type { NumberedQuestion } from './question.js';
import { UnfilteredLists } from './unfiltered-lists.js';

export interface BatchItem {
  readonly productId: string;
  readonly score: number;
}

/** The same as it is shown. */
export interface DescribedBatchItem extends BatchItem {
  readonly title: string;
  readonly reason: string;
}

/** A question that the snapshot knows the product of, and its list by number. */
interface Ranked {
  readonly question: NumberedQuestion;
  readonly items: readonly ComposedItem[];
}

/** Lists in one request to Redis: of 250 candidates, a reply of 5 MB. */
const READ = 1000;

/**
 * Answers many questions, each of a product, a customer or both, from one snapshot: with the very lists that the API gives to
 * questions without filters.
 */
export class BatchRanker {
  private readonly composed: UnfilteredLists;
  private readonly ids = new Map<number, string>();

  private constructor(
    private readonly snapshot: Snapshot,
    private readonly limit: number,
    private readonly rules: CompiledRules,
    balance: number | undefined,
  ) {
    this.composed = new UnfilteredLists(snapshot, limit, rules, balance);
  }

  /**
   * @param snapshot one that caches its parts: histories ask for the same lists again and again
   * @param rules the shop's rules that hold
   * @param balance of all lists; left out: as the rules have it, else as the model made them
   */
  static async open(
    snapshot: Snapshot,
    limit: number,
    rules: readonly Rule[] = [],
    balance?: number,
  ): Promise<BatchRanker> {
    return new BatchRanker(snapshot, limit, await CompiledRules.of(rules, snapshot), balance);
  }

  /** The lists of some questions, in their order; empty for a product that the snapshot does not know. */
  async answer(queries: readonly BatchQuery[]): Promise<BatchItem[][]> {
    const ranked = await this.rank(queries);
    await this.loadIds(ranked.flatMap((each) => each?.items.map(({ product }) => product) ?? []));
    return ranked.map(
      (each) => each?.items.map(({ product, score }) => ({ productId: this.ids.get(product) ?? '', score })) ?? [],
    );
  }

  /** The same with titles and reasons, which tell of no fewer than `minPeople` people. */
  async describe(queries: readonly BatchQuery[], minPeople: number): Promise<DescribedBatchItem[][]> {
    const ranked = await this.rank(queries);
    return Promise.all(ranked.map(async (each) => (each === undefined ? [] : this.described(each, minPeople))));
  }

  private async described({ question, items }: Ranked, minPeople: number): Promise<DescribedBatchItem[]> {
    const products = [...question.weighed, ...question.basket].map(({ product }) => product);
    const described = await describeItems(this.snapshot, question, items, {
      asked: await this.snapshot.cards(question.weighed.map(({ product }) => product)),
      minPeople,
      rules: this.rules.answer(products),
      before: 0,
    });
    return described.map(({ productId, title, reason }, i) => ({ productId, title, reason, score: items[i].score }));
  }

  private async rank(queries: readonly BatchQuery[]): Promise<(Ranked | undefined)[]> {
    const questions = await batchQuestions(this.snapshot, queries);
    const asked = (onlyNew: boolean): NumberedQuestion[] =>
      questions.filter((_, i) => queries[i].onlyNew === onlyNew).filter((question) => question !== undefined);
    const lists = await this.listsOf(asked(false).flatMap(({ weighed }) => weighed.map(({ product }) => product)));
    const coldProducts = await this.coldProductsOf(
      asked(true).flatMap(({ basket }) => basket.map(({ product }) => product)),
    );
    const ranked: (Ranked | undefined)[] = [];
    for (const [i, question] of questions.entries()) {
      if (question === undefined) ranked.push(undefined);
      else if (queries[i].onlyNew) {
        ranked.push({ question, items: question.basket.flatMap(({ product }) => coldProducts.get(product) ?? []) });
      } else ranked.push({ question, items: await this.compose(question, lists) });
    }
    return ranked;
  }

  private compose(
    question: NumberedQuestion,
    lists: ReadonlyMap<number, CandidateList | undefined>,
  ): Promise<ComposedItem[]> {
    return this.composed.compose(
      question,
      question.weighed.map(({ product }) => lists.get(product)),
    );
  }

  private async listsOf(products: readonly number[]): Promise<Map<number, CandidateList | undefined>> {
    const distinct = [...new Set(products)];
    const lists = new Map<number, CandidateList | undefined>();
    for (let from = 0; from < distinct.length; from += READ) {
      const read = distinct.slice(from, from + READ);
      (await this.snapshot.lists(read)).forEach((list, i) => lists.set(read[i], list));
    }
    return lists;
  }

  private async coldProductsOf(asked: readonly number[]): Promise<Map<number, ComposedItem[]>> {
    const { shared } = this.snapshot;
    const products = [...new Set(asked)];
    const own = await byNumber(products, (numbers) => this.snapshot.coldProducts(numbers));
    const without = products.filter((product) => own.get(product) === undefined);
    const categories = [...new Set(without.map((product) => shared.categoryOf[product]))];
    const byCategory = await byNumber(categories, (numbers) => this.snapshot.categoryColdProducts(numbers));
    return new Map(
      products.map((product) => {
        const list = own.get(product) ?? byCategory.get(shared.categoryOf[product]);
        const items = answerColdProducts(list, undefined, this.limit, this.rules.answer([product])?.admits);
        return [
          product,
          list === undefined
            ? []
            : items.map((item) => ({
                ...candidateAt(list, list.products.indexOf(item.product), product),
                source: list.source,
              })),
        ];
      }),
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

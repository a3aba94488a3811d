import { availableParallelism } from 'node:os';
import { ofNearest } from '../../../shop/index.js';
import { noProgress, type ReportProgress } from '../../../core/index.js';
import {
  answerColdProducts,
  askFor,
  composeList,
  offersOf,
  openPolicy,
  type AskedFor,
  type CategoryPolicy,
  type HistoryUse,
} from '../../lists/index.js';
import { NO_HISTORY, type History } from '../../../shop/index.js';
import type { CandidateList, ProductLists } from '../../types.js';
import type { PreparedShop } from './prepare-shop.js';
import { rankProducts } from './rank-products.js';

/** A question of one product, maybe for a customer. */
export interface ProductQuery {
  readonly product: number;
  /** The customer's latest products; says nothing where only new products are asked for. */
  readonly history?: History;
  /** Only products without any event may be answered. */
  readonly onlyNew?: boolean;
}

/** A question for a customer who asks about nothing. */
export interface CustomerQuery {
  readonly product?: undefined;
  readonly history: History;
  readonly onlyNew?: false;
}

export type EngineQuery = ProductQuery | CustomerQuery;

/** An answer, best first: product numbers and their scores. */
export interface EngineList {
  readonly products: Int32Array;
  readonly scores: Float64Array;
}

export interface ListOptions {
  /** Default one a core; lists do not depend on it. */
  readonly threads?: number;
  readonly progress?: ReportProgress;
  readonly signal?: AbortSignal;
}

/**
 * What a snapshot of this shop would answer to each question, without writing one: at most `limit` products.
 *
 * Each product is ranked once however often it is asked about. Only the lists that answer are kept, and of histories those
 * that are merged.
 *
 * @throws the signal's reason when it aborts
 */
export async function answerQueries(
  shop: PreparedShop,
  queries: readonly EngineQuery[],
  limit: number,
  { threads = availableParallelism(), progress = noProgress, signal }: ListOptions = {},
): Promise<EngineList[]> {
  const answers = new ListAnswers(shop, limit);
  const { wanted, merged } = listsWanted(queries, shop.history);
  const found = { any: new Map<number, EngineList>(), new: new Map<number, EngineList>() };
  const answer = ({ product, list, coldProducts }: Partial<ProductLists> & { readonly product: number }): void => {
    if (wanted.any.has(product)) found.any.set(product, answers.any(product, list));
    if (wanted.new.has(product)) found.new.set(product, answers.new(product, coldProducts));
    if (merged.has(product)) merged.set(product, list);
  };
  const asked = (product: number): boolean => wanted.any.has(product) || wanted.new.has(product) || merged.has(product);
  const ranked = shop.listed.filter(asked);
  let done = 0;
  const coldProducts = shop.coldProductLists && wanted.new.size > 0;
  for await (const lists of rankProducts(shop, ranked, { threads, coldProducts })) {
    signal?.throwIfAborted();
    answer(lists);
    progress({ step: 'ranking', done: ++done, total: ranked.length, unit: 'products' });
  }
  return queries.map((query) => {
    const alone = askedOfNobody(query);
    if (alone === undefined) return answers.merged(askedFor(query, shop.history), merged);
    const { product, onlyNew } = alone;
    const pool = found[onlyNew === true ? 'new' : 'any'];
    if (!pool.has(product)) answer({ product });
    return pool.get(product) ?? { products: new Int32Array(), scores: new Float64Array() };
  });
}

/** The products whose answers are asked for, of any products or of new ones alone, and those whose lists are merged. */
function listsWanted(queries: readonly EngineQuery[], use: HistoryUse) {
  const wanted = { any: new Set<number>(), new: new Set<number>() };
  const merged = new Map<number, CandidateList | undefined>();
  for (const query of queries) {
    const { onlyNew, product } = askedOfNobody(query) ?? {};
    if (product !== undefined) wanted[onlyNew === true ? 'new' : 'any'].add(product);
    else for (const each of askedFor(query, use).weighed) merged.set(each.product, undefined);
  }
  return { wanted, merged };
}

/** The question, where it is answered as for nobody in particular. */
function askedOfNobody(query: EngineQuery): ProductQuery | undefined {
  if (query.product === undefined) return undefined;
  const { onlyNew, history = NO_HISTORY } = query;
  return onlyNew === true || history.products.length === 0 ? query : undefined;
}

function askedFor({ product, history = NO_HISTORY }: EngineQuery, use: HistoryUse): AskedFor {
  return askFor(product === undefined ? [] : [product], history, use);
}

/** Composes answers as serving does. */
class ListAnswers {
  private readonly policy: CategoryPolicy;
  private readonly categoryLists: ReadonlyMap<number, CandidateList>;
  private readonly categoryColdProducts: ReadonlyMap<number, CandidateList>;

  constructor(
    private readonly shop: PreparedShop,
    private readonly limit: number,
  ) {
    this.policy = openPolicy(shop.inputs.context.categoryGroups);
    this.categoryLists = new Map(shop.categoryLists);
    this.categoryColdProducts = new Map(shop.categoryColdProducts);
  }

  any(product: number, list: CandidateList | undefined): EngineList {
    return this.composed({ asked: [product], hidden: [], weighed: [{ product, weight: 1 }] }, () => list);
  }

  merged(question: AskedFor, listOf: ReadonlyMap<number, CandidateList | undefined>): EngineList {
    return this.composed(question, (product) => listOf.get(product));
  }

  /** Everything is at hand, and what is not needed to fill the list is not looked at. */
  private composed(
    { asked, hidden, weighed }: Omit<AskedFor, 'latest'>,
    listOf: (product: number) => CandidateList | undefined,
  ): EngineList {
    const { catalogue, embeddings, dimension, popular, eventless } = this.shop;
    const categoryOf = catalogue.products.categories;
    const ofCategory = (product: number): CandidateList | undefined =>
      ofNearest(catalogue.categories, categoryOf[product], (each) => this.categoryLists.get(each));
    return columns(
      composeList({
        basket: asked.map((product) => ({ product, category: categoryOf[product] })),
        hidden,
        lists: weighed.flatMap(({ product, weight }) => {
          const list = listOf(product);
          return list === undefined ? [] : [{ product, list, weight }];
        }),
        nearness: { embeddings, dimension, weighed, offers: offersOf(eventless) },
        categoryLists: asked.flatMap((product) => {
          const list = ofCategory(product);
          return list === undefined ? [] : [{ product, list }];
        }),
        popular,
        categoryOf,
        policy: this.policy,
        limit: this.limit,
      }),
    );
  }

  new(product: number, coldProducts: CandidateList | undefined): EngineList {
    const category = this.shop.catalogue.products.categories[product];
    return columns(answerColdProducts(coldProducts, this.categoryColdProducts.get(category), this.limit));
  }
}

function columns(items: readonly { readonly product: number; readonly score: number }[]): EngineList {
  return {
    products: Int32Array.from(items, ({ product }) => product),
    scores: Float64Array.from(items, ({ score }) => score),
  };
}

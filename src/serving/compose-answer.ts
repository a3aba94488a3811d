import { pathToRoot } from '../adjacency/index.js';
import { randomKey } from '../kernel/index.js';
import { composeList, type ComposedItem } from '../recommend/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { CandidateList, Snapshot } from '../snapshots/index.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { customerNearness } from './customer-nearness.js';
import { fillList } from './fill-list.js';
import { policyOf, productFilter, type ListQuery } from './query.js';
import type { AskedProduct, NumberedQuestion } from './question.js';

/** What an answer is composed from. */
export interface AnswerParts {
  readonly snapshot: Snapshot;
  readonly index: CatalogueIndex;
  readonly query: ListQuery;
  /** Names the question and the snapshot; what is drawn is drawn by it. */
  readonly name: string;
  readonly question: NumberedQuestion;
  readonly rules: RuleAnswer | undefined;
}

/**
 * The first `limit` items of a list, still by number. Category lists, and after them all embeddings, are read only where what
 * stands before them does not fill the list.
 */
export async function composeAnswer(parts: AnswerParts, limit: number): Promise<ComposedItem[]> {
  const { snapshot, index, query, name, question, rules } = parts;
  const { basket, hidden, weighed } = question;
  const { shared, manifest } = snapshot;
  const own = await snapshot.lists(weighed.map(({ product }) => product));
  const lists = weighed.flatMap(({ product, weight }, i) => {
    const list = own[i];
    return list === undefined ? [] : [{ product, list, weight }];
  });
  const request = {
    basket,
    excludeBasketCategories: query.excludeBasketCategories,
    hidden,
    lists,
    popular: shared.popular,
    categoryOf: shared.categoryOf,
    policy: policyOf(query, index),
    admits: both(productFilter(query, index), rules?.admits),
    wishes: rules?.wishes,
    sampling: query.diversity > 0 ? { temperature: query.diversity, key: randomKey(query.seed, name) } : undefined,
    limit,
  };
  const customer = await customerNearness(snapshot, question);
  if (customer !== undefined) return composeList({ ...request, lists: [], categoryLists: [], nearness: customer });
  return fillList(request, {
    categoryLists: () => categoryListsFor(snapshot, basket),
    nearness: async () => ({ embeddings: await snapshot.embeddings(), dimension: manifest.dimension, weighed }),
  });
}

function both(a: AdmitsProduct | undefined, b: AdmitsProduct | undefined): AdmitsProduct | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (product) => a(product) && b(product);
}

type AdmitsProduct = (product: number) => boolean;

/** For each product, the list of its category, or of the nearest ancestor that has one. */
async function categoryListsFor(
  snapshot: Snapshot,
  basket: readonly AskedProduct[],
): Promise<{ product: number; list: CandidateList }[]> {
  const paths = basket.map(({ category }) => pathToRoot(snapshot.shared.categories, category));
  const wanted = [...new Set(paths.flat())];
  const found = await snapshot.categoryLists(wanted);
  const byCategory = new Map(wanted.map((category, i) => [category, found[i]]));
  return basket.flatMap(({ product }, i) => {
    const list = paths[i].map((category) => byCategory.get(category)).find((candidates) => candidates !== undefined);
    return list === undefined ? [] : [{ product, list }];
  });
}

import { randomKey } from '../../core/index.js';
import type { ComposedItem } from '../../ranking/lists/index.js';
import type { RuleAnswer } from '../rules/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { CatalogueIndex } from './catalogue-index.js';
import { composeQuestion } from './compose-question.js';
import { policyOf, productFilter, type ListQuery } from './query.js';
import type { NumberedQuestion } from './question.js';

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

/** The first `limit` items of a list, still by number: as the query's filters and the shop's rules have it. */
export async function composeAnswer(
  { snapshot, index, query, name, question, rules }: AnswerParts,
  limit: number,
): Promise<ComposedItem[]> {
  const own = await snapshot.lists(question.weighed.map(({ product }) => product));
  return composeQuestion(snapshot, question, own, {
    excludeBasketCategories: query.excludeBasketCategories,
    policy: policyOf(query, index),
    admits: both(productFilter(query, index), rules?.admits),
    wishes: rules?.wishes,
    balance: query.balance ?? rules?.balance,
    sampling: query.diversity > 0 ? { temperature: query.diversity, key: randomKey(query.seed, name) } : undefined,
    limit,
  });
}

function both(a: AdmitsProduct | undefined, b: AdmitsProduct | undefined): AdmitsProduct | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return (product) => a(product) && b(product);
}

type AdmitsProduct = (product: number) => boolean;

import type { ComposedItem } from '../../ranking/lists/index.js';
import { CompiledRules, type Rule } from '../rules/index.js';
import { NO_HISTORY } from '../../shop/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { numberedQuestion } from './question.js';
import { UnfilteredLists } from './unfiltered-lists.js';

/** What one product is answered. */
export interface TopList {
  readonly product: number;
  readonly items: readonly ComposedItem[];
}

export interface TopListsOptions {
  /** Most items of a list. */
  readonly limit: number;
  /** The shop's rules that hold. */
  readonly rules: readonly Rule[];
  /** The number of the product to begin with. */
  readonly from: number;
}

/** Lists in one request to Redis: of 250 candidates, a reply of 1.5 MB. */
const CHUNK = 256;

/** What the API answers to each of a snapshot's products alone, without filters; in the order of the product numbers. */
export async function* topLists(
  snapshot: Snapshot,
  { limit, rules, from }: TopListsOptions,
): AsyncGenerator<TopList[]> {
  const { products } = snapshot.manifest;
  const lists = new UnfilteredLists(snapshot, limit, await CompiledRules.of(rules, snapshot));
  for (let start = from; start < products; start += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, products - start) }, (_, i) => start + i);
    const own = await snapshot.lists(chunk);
    const answers: TopList[] = [];
    for (const [i, product] of chunk.entries()) {
      answers.push({
        product,
        items: await lists.compose(numberedQuestion(snapshot, [product], NO_HISTORY), [own[i]]),
      });
    }
    yield answers;
  }
}

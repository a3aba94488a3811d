import { NO_HISTORY, historyOfProducts } from '../../shop/index.js';
import { productNumbers, type Snapshot } from '../../storage/redis/index.js';
import { numberedQuestion, type NumberedQuestion } from './question.js';

/** One question of a batch. */
export interface BatchQuery {
  readonly queryId: string;
  /** '': a list for the customer alone. */
  readonly productId: string;
  /** Whose list it is; '' or left out: nobody in particular. */
  readonly userId?: string;
  /** The customer's latest products, newest first, each as if bought; empty or left out: what the snapshot knows of the customer. */
  readonly history?: readonly string[];
  /** Only products without any event may be answered; history says nothing then, beyond the product of a customer alone. */
  readonly onlyNew: boolean;
}

/** Looks up products and customers of many questions at once; undefined where the snapshot does not know the product. */
export async function batchQuestions(
  snapshot: Snapshot,
  queries: readonly BatchQuery[],
): Promise<(NumberedQuestion | undefined)[]> {
  const numberOf = await each(
    queries.flatMap(({ productId, history = [] }) => (productId === '' ? history : [productId, ...history])),
    (ids) => productNumbers(snapshot, ids),
  );
  const historyOf = await each(
    queries.flatMap(({ userId = '', history = [] }) => (userId === '' || history.length > 0 ? [] : [userId])),
    (users) => snapshot.histories(users),
  );
  return queries.map(({ productId, userId = '', history = [], onlyNew }) => {
    const product = numberOf.get(productId);
    const alone = productId === '';
    if (product === undefined && !alone) return undefined;
    const given = history.map((id) => numberOf.get(id)).filter((number) => number !== undefined);
    const known = history.length > 0 ? historyOfProducts(given) : historyOf.get(userId);
    const past = onlyNew && !alone ? undefined : known;
    return numberedQuestion(snapshot, product === undefined ? [] : [product], past ?? NO_HISTORY);
  });
}

/** What `read` finds of each key, asked once. */
async function each<Value>(
  keys: readonly string[],
  read: (keys: readonly string[]) => Promise<Value[]>,
): Promise<Map<string, Value>> {
  const distinct = [...new Set(keys)];
  const found = await read(distinct);
  return new Map(distinct.map((key, i) => [key, found[i]]));
}

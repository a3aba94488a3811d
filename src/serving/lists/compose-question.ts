import { composeList, offersOf, type ComposedItem, type ListRequest } from '../../ranking/lists/index.js';
import type { CandidateList } from '../../ranking/types.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { categoryLists } from './category-lists.js';
import { customerNearness } from './customer-nearness.js';
import { fillList } from './fill-list.js';
import type { NumberedQuestion } from './question.js';

/** What a list may hold and how long it is, whatever is asked about. */
export type ListTerms = Pick<
  ListRequest,
  'policy' | 'admits' | 'wishes' | 'balance' | 'sampling' | 'excludeBasketCategories' | 'limit'
>;

/**
 * What a snapshot answers to a question: where its model places the customer, what lies nearest there; else the ready-made
 * lists, filled from what they fall back on. The API, a batch and the write-back to the graph all answer by this.
 *
 * Asked for the balance that the snapshot was made with, its lists stay as they are: exposure is bounded at that alone.
 *
 * @param ready the ready-made lists of the question's `weighed` products, in their order
 */
export async function composeQuestion(
  snapshot: Snapshot,
  question: NumberedQuestion,
  ready: readonly (CandidateList | undefined)[],
  asked: ListTerms,
): Promise<ComposedItem[]> {
  const { basket, hidden, weighed } = question;
  const { popular, categoryOf, eventless } = snapshot.shared;
  const { balance: own } = snapshot.manifest;
  const terms = own === undefined || asked.balance === own ? { ...asked, balance: undefined } : asked;
  const request = { ...terms, basket, hidden, popular, categoryOf };
  const customer = await customerNearness(snapshot, question);
  if (customer !== undefined) return composeList({ ...request, lists: [], categoryLists: [], nearness: customer });
  const lists = weighed.flatMap(({ product, weight }, i) => {
    const list = ready[i];
    return list === undefined ? [] : [{ product, list, weight }];
  });
  return fillList(
    { ...request, lists },
    {
      categoryLists: async () => {
        const found = await categoryLists(
          snapshot,
          basket.map(({ category }) => category),
        );
        return basket.flatMap(({ product }, i) => {
          const list = found[i];
          return list === undefined ? [] : [{ product, list }];
        });
      },
      nearness: async () => ({
        embeddings: await snapshot.embeddings.all(),
        dimension: snapshot.manifest.dimension,
        weighed,
        offers: offersOf(eventless),
      }),
    },
  );
}

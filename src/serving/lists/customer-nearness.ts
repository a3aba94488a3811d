import { userVector } from '../../learning/sequence/index.js';
import { offersOf, type Nearness } from '../../ranking/lists/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { NumberedQuestion } from './question.js';

/**
 * What answers a customer in place of the lists of the latest products, where the model was trained to place customers among
 * the products: the exact search for their vector. Undefined where it was not, or nothing is known of the customer.
 */
export async function customerNearness(
  snapshot: Snapshot,
  { latest, weighed }: NumberedQuestion,
): Promise<Nearness | undefined> {
  if (latest.length === 0) return undefined;
  const model = await snapshot.userModel();
  if (model === undefined) return undefined;
  const embeddings = await snapshot.embeddings.all();
  const query = userVector(model, latest, embeddings);
  if (query === undefined) return undefined;
  return { embeddings, dimension: model.dimension, weighed, query, offers: offersOf(snapshot.shared.eventless) };
}

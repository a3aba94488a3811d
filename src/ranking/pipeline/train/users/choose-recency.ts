import {
  decayingRecency,
  meanOfRecent,
  sequenceLongest,
  type RecencyWeights,
} from '../../../../learning/sequence/index.js';
import type { Interactions } from '../../../../shop/index.js';
import type { ProductSpace } from '../../users/vector-search.js';
import { UserValidation } from './user-validation.js';

/** What a product may count of the next newer one; the first of equally good ones is taken. */
const DECAYS = [0, 0.3, 0.5, 0.7, 0.9];

/** Chooses the weights of the mean of a customer's recent products on users' last products. */
export async function chooseRecency(shop: ProductSpace, interactions: Interactions): Promise<RecencyWeights> {
  const validation = await UserValidation.open(shop, interactions);
  try {
    let best = { weights: decayingRecency(DECAYS[0], sequenceLongest), value: -1 };
    for (const decay of DECAYS) {
      const weights = decayingRecency(decay, sequenceLongest);
      const vectors = meanOfRecent(validation.held.sequences, shop.embeddings, shop.dimension, weights);
      const value = await validation.ndcg(vectors);
      if (value > best.value) best = { weights, value };
    }
    return best.weights;
  } finally {
    await validation.close();
  }
}

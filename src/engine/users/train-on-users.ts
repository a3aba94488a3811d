import {
  decayingRecency,
  defaultSequenceConfig,
  encodeSequences,
  meanOfRecent,
  sequenceLongest,
  trainSequenceModel,
  type OnnxRuntime,
  type RecencyWeights,
  type SequenceModel,
} from '../../model/index.js';
import type { ReportProgress } from '../../kernel/index.js';
import type { Interactions } from '../../shop/index.js';
import { PLACES, ndcg } from '../ndcg.js';
import type { PreparedShop } from '../prepared-shop.js';
import { holdOutUsers } from './held-out-users.js';
import { NearestProducts } from './nearest-products.js';
import { userSequences } from './user-sequences.js';

/** Two ways from a customer's latest products to a question vector. */
export interface UserVectors {
  /** Weights of the mean of recent products. */
  readonly recency: RecencyWeights;
  /** A BiLSTM that corrects this mean. */
  readonly sequence: SequenceModel;
}

export interface UserTrainingHooks {
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

/** What a product may count of the next newer one. */
const DECAYS = [0, 0.3, 0.5, 0.7, 0.9];
const HELD_OUT = 2000;

/**
 * Chooses the weights of the mean of recent products, and trains a BiLSTM on top of it, over the embeddings of a prepared
 * shop. Both are validated on users' last products, which the BiLSTM does not see; the embeddings, which both share, do.
 */
export async function trainOnUsers(
  runtime: OnnxRuntime,
  shop: PreparedShop,
  interactions: Interactions,
  { progress, signal }: UserTrainingHooks,
): Promise<UserVectors> {
  const { embeddings, dimension } = shop;
  const { context } = shop.inputs;
  const held = holdOutUsers(userSequences(interactions), context, HELD_OUT);
  const nearest = await NearestProducts.open(shop);
  try {
    const validate = async (vectors: Float32Array): Promise<number> => {
      const lists = await nearest.lists(held.queries, vectors, PLACES);
      return lists.reduce((sum, { products }, q) => sum + ndcg(products, held.truth[q]), 0);
    };
    let recency = decayingRecency(DECAYS[0], sequenceLongest);
    let best = -1;
    for (const decay of DECAYS) {
      const weights = decayingRecency(decay, sequenceLongest);
      const value = await validate(meanOfRecent(held.sequences, embeddings, dimension, weights));
      if (value <= best) continue;
      best = value;
      recency = weights;
    }
    const lineOf = Int32Array.from(context.categoryOf, (category) => (category < 0 ? -1 : context.lines[category]));
    const sequence = await trainSequenceModel(
      runtime,
      { sequences: held.training, embeddings, dimension, lineOf, eligible: context.eligible },
      { ...defaultSequenceConfig, recency },
      {
        validate: async (model) => validate(await encodeSequences(runtime, model, held.sequences, embeddings)),
        progress,
        signal,
      },
    );
    return { recency, sequence };
  } finally {
    await nearest.close();
  }
}

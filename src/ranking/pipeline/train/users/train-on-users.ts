import { defaultSequenceConfig, encodeSequences, trainSequenceModel } from '../../../../learning/sequence/index.js';
import type { OnnxRuntime } from '../../../../learning/onnx/index.js';
import type { SequenceConfig, SequenceModel } from '../../../../learning/sequence/index.js';
import type { ReportProgress } from '../../../../core/index.js';
import type { Interactions } from '../../../../shop/index.js';
import type { ProductSpace } from '../../users/vector-search.js';
import { UserValidation } from './user-validation.js';

export interface UserTrainingHooks {
  readonly progress: ReportProgress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Trains a BiLSTM over the embeddings of a shop's products to point from a customer's latest products at the next one.
 *
 * It is validated on users' last products, which it does not see; the embeddings, which are as they were, do.
 *
 * @param config where it differs from the standard; `recency` weighs the mean that the BiLSTM corrects
 */
export async function trainOnUsers(
  runtime: OnnxRuntime,
  shop: ProductSpace,
  interactions: Interactions,
  config: Partial<SequenceConfig>,
  { progress, signal }: UserTrainingHooks,
): Promise<SequenceModel> {
  const { embeddings, dimension } = shop;
  const { eligible, categoryOf, categoryGroups } = shop.inputs.context;
  const categoryGroupOf = Int32Array.from(categoryOf, (category) => (category < 0 ? -1 : categoryGroups[category]));
  const validation = await UserValidation.open(shop, interactions);
  const { training, sequences } = validation.held;
  try {
    return await trainSequenceModel(
      runtime,
      { sequences: training, embeddings, dimension, categoryGroupOf, eligible },
      { ...defaultSequenceConfig, ...config },
      {
        validate: async (model) => validation.ndcg(await encodeSequences(runtime, model, sequences, embeddings)),
        progress,
        signal,
      },
    );
  } finally {
    await validation.close();
  }
}

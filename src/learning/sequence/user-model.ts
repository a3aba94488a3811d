import type { RecencyWeights } from './mean-of-recent.js';
import type { SequenceModel } from './sequence-model.js';

/** From a customer's latest products to a vector among the products': their weighted mean, or what a BiLSTM makes of it. */
export type UserModel =
  | { readonly kind: 'mean'; readonly dimension: number; readonly recency: RecencyWeights }
  | ({ readonly kind: 'bilstm' } & SequenceModel);

import {
  chooseRecency,
  listsByVectors,
  trainOnUsers,
  type EngineList,
  type PreparedShop,
} from '../../ranking/pipeline/index.js';
import type { Split } from '../splits/index.js';
import type { ReportProgress } from '../../core/index.js';
import {
  encodeSequences,
  meanOfRecent,
  type RecencyWeights,
  type SequenceModel,
} from '../../learning/sequence/index.js';
import type { OnnxRuntime } from '../../learning/onnx/index.js';

/** From a customer's latest products to one vector: their weighted mean, or what a BiLSTM makes of it. */
export type VectorWay = 'recent-mean' | 'bilstm';

/** Answers a split's questions by the products nearest to vectors of the histories; what is learned for it is learned once. */
export class UserVectors {
  private recency: Promise<RecencyWeights> | undefined;
  private sequence: Promise<SequenceModel> | undefined;

  constructor(
    private readonly runtime: OnnxRuntime,
    private readonly shop: PreparedShop,
    private readonly split: Split,
  ) {}

  async lists(
    way: VectorWay,
    length: number,
    hooks: { readonly progress: ReportProgress; readonly signal: AbortSignal },
  ): Promise<EngineList[]> {
    const { runtime, shop, split } = this;
    const { interactions } = split.training;
    const queries = split.queries.map(({ product, history }) => ({ product, history: history.products }));
    const recency = await (this.recency ??= chooseRecency(shop, interactions));
    if (way === 'recent-mean') {
      return listsByVectors(shop, queries, length, (sequences) =>
        meanOfRecent(sequences, shop.embeddings, shop.dimension, recency),
      );
    }
    const sequence = await (this.sequence ??= trainOnUsers(runtime, shop, interactions, { recency }, hooks));
    return listsByVectors(shop, queries, length, (sequences) =>
      encodeSequences(runtime, sequence, sequences, shop.embeddings),
    );
  }
}

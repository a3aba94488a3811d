import type { Evidence } from '../adjacency/index.js';
import type { ReportProgress } from '../kernel/index.js';
import type { OnnxRuntime } from '../model/index.js';
import type { Catalogue } from '../shop/index.js';
import type { ItemNetwork } from './item-network.js';
import { embedLearned } from './learned-network.js';
import type { TrainedModel } from './trained-model.js';
import { embedUntrained } from './untrained-network.js';

/** From evidence to embeddings, by the network of a model. */
export function embedItems(
  runtime: OnnxRuntime,
  catalogue: Catalogue,
  evidence: Evidence,
  { settings, network }: Pick<TrainedModel, 'settings' | 'network'>,
  progress: ReportProgress,
): Promise<ItemNetwork> {
  return network === undefined
    ? embedUntrained(runtime, catalogue, evidence, settings, progress)
    : embedLearned(runtime, catalogue, evidence, network, progress);
}

import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { TrainedModel } from '../trained-model.js';
import { embedFiltered, standardFilter } from './filter-layer.js';
import type { ItemNetwork } from './item-network.js';
import { embedLearned } from './learned-network.js';
import { embedUntrained } from './untrained-network.js';

/** From evidence to embeddings, by the network or the filter of a model. */
export function embedItems(
  runtime: OnnxRuntime,
  gathered: GatheredShop,
  { settings, network, filter }: Pick<TrainedModel, 'settings' | 'network' | 'filter'>,
  progress: ReportProgress,
): Promise<ItemNetwork> {
  if (settings.filter !== undefined) {
    const chosen = filter ?? standardFilter(settings.filter);
    return embedFiltered(runtime, gathered, chosen, { ...settings, filter: settings.filter }, progress);
  }
  return network === undefined
    ? embedUntrained(runtime, gathered, settings, progress)
    : embedLearned(runtime, gathered, network, progress);
}

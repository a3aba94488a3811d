import type { ReportProgress } from '../../../core/index.js';
import type { EncodeOptions } from '../../../learning/propagation/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { TrainedModel } from '../trained-model.js';
import { embedFiltered, standardFilter } from './filter-layer.js';
import type { ItemNetwork } from './item-network.js';
import { embedLearned } from './learned-network.js';
import { embedUntrained } from './untrained-network.js';

export interface EmbedHooks {
  readonly progress: ReportProgress;
  /** Given what each layer of a network reads (see `encode`); a filter has no layers. */
  readonly keep?: EncodeOptions['keep'];
}

/** From evidence to embeddings, by the network or the filter of a model. */
export function embedItems(
  runtime: OnnxRuntime,
  gathered: GatheredShop,
  { settings, network, filter }: Pick<TrainedModel, 'settings' | 'network' | 'filter'>,
  { progress, keep }: EmbedHooks,
): Promise<ItemNetwork> {
  if (settings.filter !== undefined) {
    const chosen = filter ?? standardFilter(settings.filter);
    return embedFiltered(runtime, gathered, chosen, { ...settings, filter: settings.filter }, progress);
  }
  return network === undefined
    ? embedUntrained(runtime, gathered, settings, { report: progress, keep })
    : embedLearned(runtime, gathered, network, { report: progress, keep });
}

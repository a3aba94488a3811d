import type { ReportProgress } from '../../../core/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { Catalogue } from '../../../shop/index.js';
import type { SpectralBasis } from '../../../learning/factorisation/index.js';
import { embedFiltered, standardFilter } from './filter-layer.js';
import type { GatheredShop } from '../gather/gather-shop.js';
import type { ItemNetwork } from './item-network.js';
import { embedLearned } from './learned-network.js';
import type { TrainedModel } from '../trained-model.js';
import { embedUntrained } from './untrained-network.js';

/**
 * From evidence to embeddings, by the network or the filter of a model.
 *
 * @param basis what a filter works on, for a caller who has it already
 */
export function embedItems(
  runtime: OnnxRuntime,
  catalogue: Catalogue,
  gathered: GatheredShop,
  { settings, network, filter }: Pick<TrainedModel, 'settings' | 'network' | 'filter'>,
  progress: ReportProgress,
  basis?: SpectralBasis,
): Promise<ItemNetwork> {
  if (settings.filter !== undefined) {
    const chosen = filter ?? standardFilter(settings.filter);
    return embedFiltered(runtime, gathered, chosen, { ...settings, filter: settings.filter }, progress, basis);
  }
  return network === undefined
    ? embedUntrained(runtime, catalogue, gathered.evidence, settings, progress)
    : embedLearned(runtime, catalogue, gathered.evidence, network, progress);
}

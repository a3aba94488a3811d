import { noProgress } from '../../../../src/core/index.js';
import type { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import {
  gatherShop,
  prepareShop,
  rankProducts,
  rankedShop,
  trainShop,
  type EngineSettings,
  type NetworkSettings,
} from '../../../../src/ranking/pipeline/index.js';
import { makeEpoch, type Epoch, type ProductRow } from '../../../../src/ranking/pipeline/epoch/index.js';
import { SIGNALS } from '../../../../src/ranking/reranking/signal-names.js';
import type { ProductLists, RankingModel } from '../../../../src/ranking/types.js';
import type { Shop } from '../../../../src/shop/index.js';

export interface FullRunOptions {
  readonly network?: NetworkSettings;
  /** What stands in place of what was fitted. */
  readonly ranking?: Partial<RankingModel>;
}

/** A ranking in which every signal has a say, whatever a small shop would choose. */
export const everySignal: FullRunOptions = {
  ranking: {
    secondStage: { weights: SIGNALS.map((_, f) => 0.2 + 0.05 * f), debias: 0.3, recentShare: 0.5 },
    maxExposure: 0.3,
    calibration: { intercept: 0.1, slope: 0.9 },
  },
};

/** A full run in memory: the epoch that it begins and the rows that it makes, each in its product's place. */
export async function fullRun(
  runtime: OnnxRuntime,
  shop: Shop,
  settings: EngineSettings,
  { network, ranking }: FullRunOptions = {},
): Promise<{ readonly epoch: Epoch; readonly rows: Map<number, ProductRow> }> {
  const ranked = rankedShop(shop, settings);
  const gathered = gatherShop(ranked, settings);
  const hooks = { progress: noProgress };
  const trained = await trainShop(runtime, ranked, { settings, network, level: 'leaf' }, hooks, gathered);
  const model = { ...trained, ranking: { ...trained.ranking, ...ranking } };
  const layers: Float32Array[] = [];
  const keep = (states: Float32Array): void => void layers.push(states);
  const prepared = await prepareShop(runtime, ranked, model, hooks, { gathered, keep });
  const lists = new Map<number, ProductLists>();
  const options = { threads: 1, coldProducts: prepared.coldProductLists, explained: prepared.explained };
  for await (const each of rankProducts(prepared, prepared.listed, options)) lists.set(each.product, each);
  const rows = new Map<number, ProductRow>();
  for (let product = 0; product < shop.catalogue.products.ids.length; product++) {
    const { embeddings, dimension } = prepared;
    const embedding = embeddings.slice(product * dimension, (product + 1) * dimension);
    const own = lists.get(product);
    rows.set(product, own === undefined ? { product, embedding } : { product, embedding, lists: own });
  }
  return { epoch: makeEpoch({ shop, ranked, prepared, layers }), rows };
}

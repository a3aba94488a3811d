/** What one may choose of the engine, by name. */
import type { LayerKind } from '../../learning/onnx/index.js';

/** What embeds the products: a network of one of these layers, or a filter that nothing trains. */
export const ENGINE_LAYERS = ['lightgcn', 'gcn', 'attention', 'filter'] as const satisfies readonly (
  LayerKind | 'filter'
)[];
export type EngineLayer = (typeof ENGINE_LAYERS)[number];

/**
 * How customers are answered: by the merged lists of their latest products, or by what lies nearest to a vector of these,
 * their mean or what a BiLSTM makes of it.
 */
export const USER_WAYS = ['lists', 'mean', 'bilstm'] as const;
export type UserWay = (typeof USER_WAYS)[number];

import type { LayerKind } from '../onnx/index.js';
import { AlongsideError } from '../../core/index.js';

/** All that an encoder's result depends on beside graph, features and kernels. */
export interface EncoderConfig {
  readonly layer: LayerKind;
  /** Length of a node's state. */
  readonly dimension: number;
  /** Weight of h⁰ … hᴸ in the embedding; L + 1 numbers for L layers. */
  readonly layerWeights: readonly number[];
  /** Whether each layer's rows are scaled to length 1 before they are mixed, as FastRP does. */
  readonly normaliseLayers: boolean;
  /** Seed of untrained kernels. */
  readonly seed: number;
}

/** Number of propagation layers. */
export function layerCount(config: EncoderConfig): number {
  return config.layerWeights.length - 1;
}

/** Throws `encoder-config-invalid` where a configuration cannot be computed. */
export function checkEncoderConfig(config: EncoderConfig): void {
  const fault =
    !Number.isInteger(config.dimension) || config.dimension < 2 || config.dimension % 2 !== 0
      ? `dimension must be a positive even number, not ${config.dimension}`
      : config.layerWeights.length === 0 || !config.layerWeights.every(Number.isFinite)
        ? 'layerWeights must be finite numbers, one for the input and one for each layer'
        : undefined;
  if (fault !== undefined) throw new AlongsideError('encoder-config-invalid', `The encoder's ${fault}.`);
}

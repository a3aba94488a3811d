import { inverseLength } from '../../core/numerics/index.js';
import { layerCount, type EncoderConfig } from './encoder-config.js';

/** sums += weight · states, each state scaled to length 1 first where asked for. */
export function addLayer(
  sums: Float32Array | undefined,
  states: Float32Array,
  { dimension, normaliseLayers }: EncoderConfig,
  weight: number,
): void {
  if (sums === undefined || weight === 0) return;
  for (let from = 0; from < states.length; from += dimension) {
    const scale = weight * (normaliseLayers ? inverseLength(states, from, dimension) : 1);
    for (let i = from; i < from + dimension; i++) sums[i] += scale * states[i];
  }
}

/** Room for the sum of `length` numbers of all layers; undefined where the last alone counts, as rows are scaled to length 1 in the end. */
export function roomForSums(config: EncoderConfig, length: number): Float32Array | undefined {
  const last = layerCount(config);
  const alone = config.layerWeights.every((weight, layer) => (layer < last ? weight === 0 : weight > 0));
  return alone ? undefined : new Float32Array(length);
}

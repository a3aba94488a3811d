import { randomBits, randomKey } from '../../core/index.js';
import type { RecencyWeights } from './mean-of-recent.js';
import { sequenceHidden } from './product-sequences.js';

/** The tensors that training changes, as the graphs name them. */
export const sequenceTensors = [
  'input_kernel',
  'recurrent_kernel',
  'projection',
  'log_scale',
  'popularity_weight',
] as const;
export type SequenceTensor = (typeof sequenceTensors)[number];

/** A trained sequence model: all that a query vector depends on beside the items' embeddings. */
export interface SequenceModel {
  /** Width of the items' embeddings. */
  readonly dimension: number;
  readonly recency: RecencyWeights;
  /**
   * `input_kernel` [2, dimension + 1, 4 hidden] (the last row is the bias), `recurrent_kernel` [2, hidden, 4 hidden],
   * `projection` [2 hidden, dimension], `log_scale` [1], `popularity_weight` [1]. The last two belong to the softmax
   * e^log_scale · cosine + popularity_weight · ln(1 + count), not to the query vectors.
   */
  readonly tensors: Readonly<Record<SequenceTensor, Float32Array>>;
}

export function sequenceTensorShape(tensor: SequenceTensor, dimension: number): readonly number[] {
  switch (tensor) {
    case 'input_kernel':
      return [2, dimension + 1, 4 * sequenceHidden];
    case 'recurrent_kernel':
      return [2, sequenceHidden, 4 * sequenceHidden];
    case 'projection':
      return [2 * sequenceHidden, dimension];
    case 'log_scale':
    case 'popularity_weight':
      return [1];
  }
}

/** Where cosines of 128 dimensions already tell candidates apart. */
const firstScale = 12;

/**
 * An untrained model: kernels uniform in ±1/√hidden, forget gates open (Jozefowicz et al., ICML 2015), the projection
 * zero, so that it begins as the mean of the recent products.
 */
export function untrainedSequenceModel(dimension: number, recency: RecencyWeights, seed: number): SequenceModel {
  const size = (tensor: SequenceTensor): number =>
    sequenceTensorShape(tensor, dimension).reduce((product, length) => product * length, 1);
  const uniform = (tensor: SequenceTensor): Float32Array => {
    const key = randomKey(seed, tensor);
    const bound = 1 / Math.sqrt(sequenceHidden);
    return Float32Array.from({ length: size(tensor) }, (_, i) => bound * ((2 * randomBits(key, i)) / 2 ** 32 - 1));
  };
  const inputKernel = uniform('input_kernel');
  const gates = 4 * sequenceHidden;
  for (const direction of [0, 1]) {
    const bias = (direction * (dimension + 1) + dimension) * gates;
    inputKernel.fill(0, bias, bias + gates);
    inputKernel.fill(1, bias + 2 * sequenceHidden, bias + 3 * sequenceHidden);
  }
  return {
    dimension,
    recency,
    tensors: {
      input_kernel: inputKernel,
      recurrent_kernel: uniform('recurrent_kernel'),
      projection: new Float32Array(size('projection')),
      log_scale: Float32Array.of(Math.log(firstScale)),
      popularity_weight: Float32Array.of(0),
    },
  };
}

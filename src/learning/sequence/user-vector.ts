import { addScaled, divideByLength } from '../../core/numerics/index.js';
import { sequenceHidden as hidden, sequenceLongest } from './product-sequences.js';
import type { SequenceModel } from './sequence-model.js';
import type { UserModel } from './user-model.js';

const gates = 4 * hidden;

/**
 * The vector of one customer, of length 1; undefined where nothing is known of the products. The same as
 * `encodeSequences` and `meanOfRecent` to the last digits of a float32, for a server that runs no ONNX session: some two
 * million multiplications for a BiLSTM.
 *
 * @param latest the customer's products, newest first; of more than twenty the newest are read
 * @param embeddings [products, dimension], rows of length 1 or 0
 */
export function userVector(
  model: UserModel,
  latest: readonly number[],
  embeddings: Float32Array,
): Float64Array | undefined {
  const { dimension, recency } = model;
  const products = latest.slice(0, sequenceLongest);
  const vector = new Float64Array(dimension);
  products.slice(0, recency.length).forEach((product, age) => {
    addScaled(vector, recency[age], embeddings, product * dimension);
  });
  const known = divideByLength(vector);
  if (model.kind === 'mean' || products.length === 0) return known ? vector : undefined;
  const states = meanStates(model, products.toReversed(), embeddings);
  const { projection } = model.tensors;
  states.forEach((state, s) => {
    addScaled(vector, state, projection, s * dimension);
  });
  return divideByLength(vector) ? vector : undefined;
}

/** The mean hidden state in either direction, [2 hidden]. */
function meanStates(model: SequenceModel, oldestFirst: readonly number[], embeddings: Float32Array): Float64Array {
  const means = new Float64Array(2 * hidden);
  for (const direction of [0, 1]) {
    const read = direction === 0 ? oldestFirst : oldestFirst.toReversed();
    const mean = means.subarray(direction * hidden, (direction + 1) * hidden);
    const cell = new Float64Array(hidden);
    const state = new Float64Array(hidden);
    const z = new Float64Array(gates);
    for (const product of read) {
      const embedding = embeddings.subarray(product * model.dimension, (product + 1) * model.dimension);
      readGates(model, direction, embedding, state, z);
      for (let h = 0; h < hidden; h++) {
        cell[h] = sigmoid(z[2 * hidden + h]) * cell[h] + sigmoid(z[h]) * Math.tanh(z[3 * hidden + h]);
        state[h] = sigmoid(z[hidden + h]) * Math.tanh(cell[h]);
        mean[h] += state[h] / read.length;
      }
    }
  }
  return means;
}

/** z = x W + b + h U of one direction, gates in ONNX's order i, o, f, g. */
function readGates(
  { dimension, tensors }: SequenceModel,
  direction: number,
  x: Float32Array,
  state: Float64Array,
  z: Float64Array,
): void {
  const { input_kernel: input, recurrent_kernel: recurrent } = tensors;
  const first = direction * (dimension + 1) * gates;
  const bias = first + dimension * gates;
  for (let g = 0; g < gates; g++) z[g] = input[bias + g];
  for (let f = 0; f < dimension; f++) addScaled(z, x[f], input, first + f * gates);
  for (let h = 0; h < hidden; h++) addScaled(z, state[h], recurrent, (direction * hidden + h) * gates);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

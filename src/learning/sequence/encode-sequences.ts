import { normaliseRows } from '../../core/numerics/index.js';
import { runInto, tensorOf, type OnnxRuntime, type Tensor } from '../onnx/index.js';
import { addRecent } from './mean-of-recent.js';
import { sequenceLongest as longest, type ProductSequences } from './product-sequences.js';
import { sequenceTensorShape, type SequenceModel } from './sequence-model.js';

/** Every run has the same shape, the last one being padded, so a row does not depend on the others. */
const batch = 256;

/**
 * Query vectors of users' histories, [histories, dimension], rows of length 1, in the space of the embeddings; zeros for an
 * empty history. Of a longer history the latest products are read.
 *
 * @param embeddings [products, dimension] that the model was trained with
 */
export async function encodeSequences(
  runtime: OnnxRuntime,
  model: SequenceModel,
  { offsets, products }: ProductSequences,
  embeddings: Float32Array,
): Promise<Float32Array> {
  const { dimension, recency, tensors } = model;
  const histories = offsets.length - 1;
  const session = await runtime.session('sequence');
  const items = new Int32Array(longest * batch);
  const lengths = new Int32Array(batch);
  const stepWeights = new Float32Array(batch * longest);
  const recent = new Float32Array(batch * dimension);
  const output = tensorOf(new Float32Array(batch * dimension), [batch, dimension]);
  const kernel = (name: 'input_kernel' | 'recurrent_kernel' | 'projection'): Tensor =>
    tensorOf(tensors[name], sequenceTensorShape(name, dimension));
  const feeds = {
    embeddings: tensorOf(embeddings, [embeddings.length / dimension, dimension]),
    items: tensorOf(items, [longest, batch]),
    lengths: tensorOf(lengths, [batch]),
    step_weights: tensorOf(stepWeights, [batch, longest, 1]),
    recent: tensorOf(recent, [batch, dimension]),
    input_kernel: kernel('input_kernel'),
    recurrent_kernel: kernel('recurrent_kernel'),
    projection: kernel('projection'),
  };
  const queries = new Float32Array(histories * dimension);
  for (let first = 0; first < histories; first += batch) {
    const count = Math.min(batch, histories - first);
    items.fill(0);
    lengths.fill(1);
    stepWeights.fill(0);
    recent.fill(0);
    for (let row = 0; row < count; row++) {
      const to = offsets[first + row + 1];
      const from = Math.max(offsets[first + row], to - longest);
      for (let t = 0; t < to - from; t++) items[t * batch + row] = products[from + t];
      lengths[row] = Math.max(1, to - from);
      stepWeights.fill(1 / (to - from), row * longest, row * longest + to - from);
      const mean = recent.subarray(row * dimension, (row + 1) * dimension);
      addRecent(mean, products.subarray(from, to), embeddings, recency);
    }
    normaliseRows(recent, dimension);
    await runInto(session, feeds, { queries: output });
    queries.set(output.data.subarray(0, count * dimension), first * dimension);
  }
  return queries;
}

import { expect } from 'chai';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { sequenceGradients } from '../../../scripts/onnx/sequence/sequence-graphs.js';
import {
  defaultSequenceConfig,
  encodeSequences,
  productSequences,
  sequenceTensors,
  type SequenceModel,
  type SequenceTensor,
} from '../../../src/learning/sequence/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { untrainedSequenceModel } from '../../../src/learning/sequence/sequence-model.js';
import { RejectionSampler } from '../../../src/learning/training/index.js';
import { SequenceBatch } from '../../../src/learning/sequence/sequence-batch.js';
import { sequenceExamples } from '../../../src/learning/sequence/sequence-examples.js';
import { sequenceTensorShape } from '../../../src/learning/sequence/index.js';
import { randomUnitRows } from './sequence-shop.js';

const dimension = 8;
const products = 40;
const embeddings = randomUnitRows(products, dimension);
const categoryGroupOf = Int32Array.from({ length: products }, (_, product) => product % 3);
const eligible = new Uint8Array(products).fill(1);
/** From one product to more than are read. */
const lengths = [2, 3, 5, 9, 21, 30];
const sequences = productSequences(
  lengths.map((length, u) => Array.from({ length }, (_, i) => (u * 11 + i * 7 + ((i * i) % 5)) % products)),
);
const config = { ...defaultSequenceConfig, batch: 24, candidates: 32 };

/** A model whose every part takes part. */
function model(): SequenceModel {
  const untrained = untrainedSequenceModel(dimension, config.recency, 5);
  const projection = untrained.tensors.projection.map((_, i) => 0.3 * Math.sin(i));
  const tensors = { ...untrained.tensors, projection, popularity_weight: Float32Array.of(0.4) };
  return { ...untrained, tensors: { ...tensors, log_scale: Float32Array.of(1) } };
}

describe('sequence graphs', () => {
  const examples = sequenceExamples(sequences, categoryGroupOf, eligible, 1, 20);
  const chosen = Int32Array.from({ length: config.batch }, (_, i) => (i * 5) % examples.to.length);
  let session: InferenceSession;
  let run: (tensors: SequenceModel['tensors']) => Promise<InferenceSession.OnnxValueMapType>;

  before(async () => {
    session = await InferenceSession.create(sequenceGradients().bytes, { intraOpNumThreads: 1 });
    const sampler = new RejectionSampler(new Float64Array(products).fill(1), eligible, config.candidates, config.seed);
    const popularity = Float32Array.from({ length: products }, (_, product) => Math.log1p(product));
    const sources = { products: sequences.products, examples, embeddings, dimension, categoryGroupOf, popularity };
    const batch = new SequenceBatch(sources, config, sampler);
    batch.fill(0, chosen);
    run = (tensors) => {
      const feeds: Record<string, Tensor> = {
        embeddings: new Tensor('float32', embeddings, [products, dimension]),
        ...batch.feeds,
      };
      for (const name of sequenceTensors) {
        feeds[name] = new Tensor('float32', tensors[name], sequenceTensorShape(name, dimension));
      }
      return session.run(feeds);
    };
  });
  after(() => session.release());

  it('have the gradients that finite differences of the loss give', async () => {
    const { tensors } = model();
    const found = await run(tensors);
    const lossAt = async (name: SequenceTensor, i: number, by: number): Promise<number> => {
      const moved = tensors[name].slice();
      moved[i] += by;
      return Number((await run({ ...tensors, [name]: moved })).loss.data[0]);
    };
    for (const name of sequenceTensors) {
      const gradient = found[`d_${name}`].data as Float32Array;
      const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest, name).to.be.greaterThan(1e-4);
      // The largest entries: the others drown in float32's rounding of the loss.
      const places = [...gradient.keys()].sort((a, b) => Math.abs(gradient[b]) - Math.abs(gradient[a])).slice(0, 12);
      for (const i of places) {
        const slope = ((await lossAt(name, i, 0.02)) - (await lossAt(name, i, -0.02))) / 0.04;
        expect(slope, `${name}[${i}]`).to.be.closeTo(gradient[i], 0.02 * Math.abs(gradient[i]) + 5e-5);
      }
    }
  });

  it('compute the same query vectors unrolled and by the LSTM operator, whatever the length', async () => {
    const trained = model();
    const unrolled = (await run(trained.tensors)).queries.data as Float32Array;
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    const histories = productSequences(
      [...chosen].map((e) => [...sequences.products.subarray(examples.from[e], examples.to[e])]),
    );
    expect(new Set([...chosen].map((e) => examples.to[e] - examples.from[e]))).to.include.members([1, 2, 20]);
    const queries = await encodeSequences(runtime, trained, histories, embeddings);
    await runtime.close();
    queries.forEach((value, i) => {
      expect(value, `number ${i}`).to.be.closeTo(unrolled[i], 1e-5);
    });
  });
});

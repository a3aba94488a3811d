import { expect } from 'chai';
import { noProgress } from '../../../src/core/index.js';
import {
  decayingRecency,
  defaultSequenceConfig,
  encodeSequences,
  meanOfRecent,
  productSequences,
  trainSequenceModel,
  type SequenceConfig,
  type SequenceModel,
} from '../../../src/learning/sequence/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { orderedPairs, starters } from './sequence-shop.js';

const dimension = 32;
const shop = orderedPairs(dimension);
const histories = productSequences(shop.pairs.map(({ history }) => history));
const config: SequenceConfig = {
  ...defaultSequenceConfig,
  batch: 30,
  candidates: 36,
  steps: 300,
  validateEvery: 50,
  learningRate: 0.01,
};

/** Share of ordered pairs whose product is the nearest one of the other category group. */
function found(queries: Float32Array): number {
  const hits = shop.pairs.filter(({ target }, u) => {
    const cosine = (product: number): number => {
      let sum = 0;
      for (let i = 0; i < dimension; i++) {
        sum += queries[u * dimension + i] * shop.embeddings[product * dimension + i];
      }
      return sum;
    };
    return shop.pairs.every((other) => other.target === target || cosine(other.target) < cosine(target));
  });
  return hits.length / shop.pairs.length;
}

describe('sequence model', () => {
  const runtimes: OnnxRuntime[] = [];
  async function open(threads: number): Promise<OnnxRuntime> {
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads });
    runtimes.push(runtime);
    return runtime;
  }
  after(async () => {
    for (const runtime of runtimes) await runtime.close();
  });

  const train = (runtime: OnnxRuntime, how: SequenceConfig = config): Promise<SequenceModel> =>
    trainSequenceModel(runtime, shop, how, {
      validate: async (model) => found(await encodeSequences(runtime, model, histories, shop.embeddings)),
      progress: noProgress,
    });

  it('learns what follows a and then b, which the mean of both does not know', async () => {
    const runtime = await open(1);
    const model = await train(runtime);
    expect(found(await encodeSequences(runtime, model, histories, shop.embeddings))).to.be.at.least(0.9);
    expect(found(meanOfRecent(histories, shop.embeddings, dimension, config.recency))).to.be.at.most(0.2);
  });

  it('gives the same bits for the same seed, on one thread and on two', async () => {
    const short = { ...config, steps: 40 };
    const [one, again, two] = [await open(1), await open(1), await open(2)];
    const first = await train(one, short);
    expect(await train(again, short)).to.deep.equal(first);
    expect(await train(two, short)).to.deep.equal(first);
    expect(await train(one, { ...short, seed: 2 })).not.to.deep.equal(first);
    const queries = await encodeSequences(one, first, histories, shop.embeddings);
    expect(await encodeSequences(two, first, histories, shop.embeddings)).to.deep.equal(queries);
  });

  it('gives a history the same query vector whoever else is asked for, and none for an empty one', async () => {
    const runtime = await open(2);
    const model = await train(runtime, { ...config, steps: 20, validateEvery: 20 });
    const queries = await encodeSequences(runtime, model, histories, shop.embeddings);
    const lists = [[], ...Array.from({ length: 300 }, () => [1, 2, 3]), ...shop.pairs.map(({ history }) => history)];
    const among = await encodeSequences(runtime, model, productSequences(lists), shop.embeddings);
    expect(among.subarray(0, dimension)).to.deep.equal(new Float32Array(dimension));
    expect(among.slice(301 * dimension)).to.deep.equal(queries);
  });

  it('keeps the best validated model, and stops when nothing is gained', async () => {
    const runtime = await open(1);
    let calls = 0;
    const model = await trainSequenceModel(
      runtime,
      shop,
      { ...config, validateEvery: 10, patience: 3 },
      { validate: () => Promise.resolve(-calls++), progress: noProgress },
    );
    expect(calls).to.equal(4);
    expect(model.tensors.projection.every((value) => value === 0)).to.equal(true);
  });

  it('is the mean of the recent products where nothing is to be learned', async () => {
    const runtime = await open(1);
    const alone = { ...shop, sequences: productSequences([[0, 1, 2], [3]]) };
    const model = await trainSequenceModel(runtime, alone, config, {
      validate: () => Promise.resolve(0),
      progress: noProgress,
    });
    const queries = await encodeSequences(runtime, model, histories, shop.embeddings);
    meanOfRecent(histories, shop.embeddings, dimension, config.recency).forEach((value, i) => {
      expect(queries[i]).to.be.closeTo(value, 1e-6);
    });
  });

  it('says that training diverged instead of going on', async () => {
    const runtime = await open(1);
    const broken = { ...shop, embeddings: shop.embeddings.map((value, i) => (i === starters ? Number.NaN : value)) };
    const error: unknown = await trainSequenceModel(runtime, broken, config, {
      validate: () => Promise.resolve(0),
      progress: noProgress,
    }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'training-diverged');
  });

  it('refuses fewer candidates than a batch may have targets', async () => {
    const runtime = await open(1);
    const error: unknown = await train(runtime, { ...config, ahead: 2 }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'sequence-config-invalid');
  });
});

describe('meanOfRecent', () => {
  it('weighs the latest product most, forgets what is older than its weights, and has length 1', () => {
    const embeddings = Float32Array.of(1, 0, 0, 1, -1, 0);
    const queries = meanOfRecent(productSequences([[2, 0, 1], [], [0]]), embeddings, 2, decayingRecency(0.5, 2));
    const expected = [0.5 / Math.hypot(0.5, 1), 1 / Math.hypot(0.5, 1), 0, 0, 1, 0];
    queries.forEach((value, i) => {
      expect(value).to.be.closeTo(expected[i], 1e-6);
    });
  });
});

import { expect } from 'chai';
import {
  engineSettings,
  answerQueries,
  networkSettings,
  prepareShop,
  trainShop,
  type NetworkChoice,
  type ShopColumns,
  type TrainedModel,
} from '../../../../src/ranking/pipeline/index.js';
import type { TrainHooks } from '../../../../src/ranking/pipeline/train/train-hooks.js';
import type { TrainOptions } from '../../../../src/ranking/pipeline/train/train-shop.js';
import { noProgress } from '../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import type { CheckpointStore } from '../../../../src/learning/training/index.js';
import { rejection, temporaryFolder } from '../../../shop/csv/temporary-folder.js';
import { sampleColumns } from '../engine-fixture.js';

const small: NetworkChoice = { layer: 'lightgcn', seed: 1, steps: 60, depth: 1 };

describe('the training of a shop', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let shop: ShopColumns;
  let undisturbed: TrainedModel;

  before(async () => {
    shop = await sampleColumns(folder());
    undisturbed = await train();
  });

  async function train(
    choice: Partial<NetworkChoice> = {},
    options: Partial<TrainOptions> = {},
    hooks: Partial<TrainHooks> = {},
    threads = 1,
  ): Promise<TrainedModel> {
    const chosen = { ...small, ...choice };
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads });
    try {
      return await trainShop(
        runtime,
        shop,
        { settings: engineSettings(chosen), network: networkSettings(chosen), level: 'leaf', ...options },
        { progress: noProgress, ...hooks },
      );
    } finally {
      await runtime.close();
    }
  }

  it('gives the same model again, with one thread or two, and another for another seed', async () => {
    expect(await train({}, {}, {}, 2)).to.deep.equal(undisturbed);
    const other = await train({ seed: 2 });
    expect(other.network?.trained.parameters).not.to.deep.equal(undisturbed.network?.trained.parameters);
  });

  it('that was stopped goes on from its checkpoint, to the same model', async () => {
    const stop = new AbortController();
    let kept: Uint8Array | undefined;
    let writes = 0;
    const checkpoints: CheckpointStore = {
      read: () => Promise.resolve(kept),
      write: (bytes) => {
        kept = bytes.slice();
        writes++;
        return Promise.resolve();
      },
    };
    const steps: number[] = [];
    const progress: TrainHooks['progress'] = ({ step, done }) => {
      if (step !== 'training') return;
      steps.push(done);
      if (done === 35) stop.abort(new Error('stopped'));
    };
    const error = await rejection(train({}, {}, { checkpoints, progress, signal: stop.signal }));
    expect(error.message).to.equal('stopped');
    expect(writes).to.be.greaterThan(0);
    expect(await train({}, {}, { checkpoints, progress })).to.deep.equal(undisturbed);
    expect(steps[35]).to.equal(36);
  });

  it('reports how lists answer what it held out, well above chance', () => {
    expect(undisturbed.validation?.queries).to.be.greaterThan(100);
    expect(undisturbed.validation?.ndcg).to.be.within(0.2, 1);
    expect(undisturbed.validation?.hitRate).to.be.within(undisturbed.validation?.ndcg ?? 1, 1);
  });

  it('gives lists for products that came afterwards, by their attributes', async () => {
    const { products } = shop.catalogue;
    const newest = 7;
    const known = { ...shop, interactions: without(shop.interactions, newest) };
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const options = { settings: engineSettings(small), network: networkSettings(small), level: 'leaf' } as const;
      const model = await trainShop(runtime, known, options, { progress: noProgress });
      const prepared = await prepareShop(runtime, known, model, { progress: noProgress });
      const { embeddings, dimension } = prepared;
      const length = embeddings
        .subarray(newest * dimension, (newest + 1) * dimension)
        .reduce((sum, value) => sum + value * value, 0);
      expect(length).to.be.closeTo(1, 1e-4);
      const [list] = await answerQueries(prepared, [{ product: newest }], 10);
      expect(list.products).to.have.length(10);
      expect([...list.products].every((y) => products.categories[y] !== products.categories[newest])).to.equal(true);
    } finally {
      await runtime.close();
    }
  });

  it('starts from an earlier model where it is given one, and asks about one category alone where told to', async () => {
    const category = shop.catalogue.categories.ids[shop.catalogue.products.categories[0]];
    const warm = await train({ steps: 0 }, { earlier: undisturbed });
    expect(warm.network?.trained.parameters).to.deep.equal(undisturbed.network?.trained.parameters);
    const tuned = await train({ steps: 10 }, { earlier: undisturbed, category });
    expect(tuned.network?.trained.parameters).not.to.deep.equal(undisturbed.network?.trained.parameters);
    const error = await rejection(train({}, { category: 'boats' }));
    expect(error).to.have.property('code', 'unknown-category');
  });

  it('that diverges stops, and hands over the batch that it failed on', async () => {
    const network = networkSettings(small);
    const wild = { ...network, training: { ...network.training, learningRate: 1e30 } };
    const batches: string[][] = [];
    const keepBatch: TrainHooks['keepBatch'] = ({ queries }) => void batches.push([...queries]);
    const error = await rejection(train({}, { network: wild }, { keepBatch }));
    expect(error).to.have.property('code', 'training-diverged');
    expect(batches).to.have.length(1);
    const known = new Set(shop.catalogue.products.ids);
    expect(batches[0]).not.to.be.empty;
    expect(batches[0].every((id) => known.has(id))).to.equal(true);
  });

  it('leaves the network untrained where nothing links products of different categories', async () => {
    const { catalogue } = shop;
    const oneCategory = { ...catalogue.products, categories: new Int32Array(catalogue.products.ids.length) };
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const model = await trainShop(
        runtime,
        { ...shop, catalogue: { ...catalogue, products: oneCategory } },
        { settings: engineSettings(small), network: networkSettings(small), level: 'leaf' },
        { progress: noProgress },
      );
      expect(model).not.to.have.property('network');
    } finally {
      await runtime.close();
    }
  });
});

/** The events of all products but one. */
function without(interactions: ShopColumns['interactions'], product: number): ShopColumns['interactions'] {
  const kept = (_: number, event: number): boolean => interactions.product[event] !== product;
  return {
    ...interactions,
    basket: interactions.basket.filter(kept),
    product: interactions.product.filter(kept),
    kind: interactions.kind.filter(kept),
    time: interactions.time.filter(kept),
  };
}

import { expect } from 'chai';
import {
  chooseRecency,
  engineSettings,
  listsByVectors,
  prepareShop,
  trainOnUsers,
  trainShop,
  type PreparedShop,
  type ShopColumns,
  type TrainedModel,
} from '../../../../../src/ranking/pipeline/index.js';
import type { UserWay } from '../../../../../src/ranking/pipeline/choices.js';
import { holdOutUsers } from '../../../../../src/ranking/pipeline/train/users/held-out-users.js';
import { userSequences } from '../../../../../src/ranking/pipeline/users/user-sequences.js';
import { noProgress } from '../../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../../src/learning/onnx/index.js';
import {
  decayingRecency,
  encodeSequences,
  meanOfRecent,
  type ProductSequences,
} from '../../../../../src/learning/sequence/index.js';
import { temporaryFolder } from '../../../../shop/csv/temporary-folder.js';
import { sampleColumns } from '../../engine-fixture.js';

describe('lists from vectors of customers', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let runtime: OnnxRuntime;
  let columns: ShopColumns;
  let shop: PreparedShop;
  let ways: ((sequences: ProductSequences) => Float32Array | Promise<Float32Array>)[];

  before(async () => {
    columns = await sampleColumns(folder());
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    const options = { settings: engineSettings({ layer: 'lightgcn', seed: 1 }), level: 'leaf' } as const;
    const model = await trainShop(runtime, columns, options, { progress: noProgress });
    shop = await prepareShop(runtime, columns, model, { progress: noProgress });
    const short = { recency: decayingRecency(0.5, 20), steps: 2, validateEvery: 1, batch: 32, candidates: 64 };
    const sequence = await trainOnUsers(runtime, shop, columns.interactions, short, { progress: noProgress });
    ways = [
      (sequences) => meanOfRecent(sequences, shop.embeddings, shop.dimension, short.recency),
      (sequences) => encodeSequences(runtime, sequence, sequences, shop.embeddings),
    ];
  });
  after(() => runtime.close());

  it('hold products of other categories that can be bought, best first, and nothing of the history', async () => {
    const queries = Array.from({ length: 200 }, (_, product) => ({ product, history: [product, (product + 9) % 300] }));
    const { categories } = shop.catalogue.products;
    for (const way of ways) {
      const lists = await listsByVectors(shop, queries, 10, way);
      lists.forEach(({ products, scores }, q) => {
        const { product, history } = queries[q];
        expect([...scores]).to.deep.equal([...scores].sort((a, b) => b - a));
        for (const y of products) {
          expect(history).not.to.include(y);
          expect(categories[y]).not.to.equal(categories[product]);
          expect(shop.inputs.context.eligible[y]).to.equal(1);
        }
      });
    }
  });

  it('do not depend on who else asks', async () => {
    const queries = Array.from({ length: 150 }, (_, i) => ({ product: i, history: [(i + 31) % 300] }));
    for (const way of ways) {
      const all = await listsByVectors(shop, queries, 5, way);
      const [alone] = await listsByVectors(shop, queries.slice(140, 141), 5, way);
      expect(alone).to.deep.equal(all[140]);
    }
  });

  it('weigh the latest product most, and older ones the same or less', async () => {
    const weights = await chooseRecency(shop, columns.interactions);
    expect(weights[0]).to.equal(1);
    for (let age = 1; age < weights.length; age++) expect(weights[age]).to.be.at.most(weights[age - 1]);
  });

  it('never learn from the products that they are validated on', () => {
    const sequences = userSequences(columns.interactions);
    const { training, queries, truth } = holdOutUsers(sequences, shop.inputs.context, 50);
    expect(queries).to.have.length(50);
    expect(training.products.length).to.equal(sequences.products.length - 50);
    const { categories } = shop.catalogue.products;
    queries.forEach(({ product, history }, q) => {
      expect(history.at(-1)).to.equal(product);
      expect(history).not.to.include(truth[q][0]);
      expect(categories[truth[q][0]]).not.to.equal(categories[product]);
    });
  });

  it('are learned with a model where it is asked for, the same again, and without changing the rest of it', async () => {
    const options = { settings: engineSettings({ layer: 'lightgcn', seed: 1 }), level: 'leaf' } as const;
    const train = (users: UserWay): Promise<TrainedModel> =>
      trainShop(runtime, columns, { ...options, users }, { progress: noProgress });
    const mean = await train('mean');
    expect(mean.users).to.include({ kind: 'mean', dimension: shop.dimension });
    expect(mean.users?.recency).to.deep.equal(await chooseRecency(shop, columns.interactions));
    expect(mean).to.deep.equal({ ...shop.model, users: mean.users });
  });
});

import { expect } from 'chai';
import {
  engineSettings,
  answerQueries,
  prepareShop,
  rankProducts,
  trainShop,
  type PreparedShop,
} from '../../../../src/ranking/pipeline/index.js';
import { noProgress } from '../../../../src/core/index.js';
import { NO_HISTORY, historyOfProducts } from '../../../../src/shop/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { rejection, temporaryFolder } from '../../../shop/csv/temporary-folder.js';
import { sampleColumns } from '../engine-fixture.js';

describe('the lists of a shop in memory', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let shop: PreparedShop;

  before(async () => {
    const columns = await sampleColumns(folder());
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const options = { settings: engineSettings({ layer: 'lightgcn', seed: 1 }), level: 'leaf' } as const;
      const model = await trainShop(runtime, columns, options, { progress: noProgress });
      shop = await prepareShop(runtime, columns, model, { progress: noProgress });
    } finally {
      await runtime.close();
    }
  });

  it('are full, without repeats and of other categories, for every product', async () => {
    const queries = Array.from({ length: 300 }, (_, product) => ({ product }));
    const lists = await answerQueries(shop, queries, 10);
    const { categories } = shop.catalogue.products;
    lists.forEach(({ products, scores }, product) => {
      expect(new Set(products).size).to.equal(10);
      expect([...products].every((y) => y !== product && categories[y] !== categories[product])).to.equal(true);
      expect([...scores]).to.deep.equal([...scores].sort((a, b) => b - a));
    });
  });

  it('answer repeated and mixed questions each in its place, whatever the number of threads', async () => {
    const queries = [{ product: 7 }, { product: 3, onlyNew: true }, { product: 7, onlyNew: true }, { product: 7 }];
    const one = await answerQueries(shop, queries, 5, { threads: 1 });
    expect(one[0]).to.deep.equal(one[3]);
    expect(one[1].products.length).to.be.greaterThan(0);
    const unsold = new Set(shop.eventless);
    for (const list of [one[1], one[2]]) expect([...list.products].every((y) => unsold.has(y))).to.equal(true);
    expect(await answerQueries(shop, queries, 5, { threads: 3 })).to.deep.equal(one);
  });

  it('of cold-start products are the beginning of the ready-made ones, or those of the category', async () => {
    const queries = Array.from({ length: 300 }, (_, product) => ({ product, onlyNew: true }));
    const lists = await answerQueries(shop, queries, 5);
    const { categories } = shop.catalogue.products;
    const byCategory = new Map(shop.categoryColdProducts);
    const own = new Map<number, Int32Array | undefined>();
    for await (const { product, coldProducts } of rankProducts(shop, shop.listed, { coldProducts: true })) {
      own.set(product, coldProducts?.products);
    }
    expect(own.size).to.equal(shop.listed.length);
    lists.forEach(({ products }, product) => {
      const ready = own.get(product) ?? byCategory.get(categories[product])?.products;
      expect([...products]).to.deep.equal([...(ready ?? []).slice(0, 5)]);
      expect(products.length).to.equal(5);
    });
    const unlisted = { ...shop, listed: new Int32Array(0) };
    const [cold] = await answerQueries(unlisted, [{ product: 7, onlyNew: true }], 5);
    expect([...cold.products]).to.deep.equal([...(byCategory.get(categories[7])?.products ?? []).slice(0, 5)]);
  });

  it('take a history along: what it holds is not answered, and what goes with it moves up', async () => {
    const reviews = { ...shop, history: { ...shop.history, merged: true, hidden: true } };
    const [alone] = await answerQueries(reviews, [{ product: 7 }], 10);
    const history = historyOfProducts([alone.products[0], 3]);
    const [list, again, same] = await answerQueries(
      reviews,
      [{ product: 7, history }, { product: 7 }, { product: 7, history: historyOfProducts([7]) }],
      10,
      { threads: 1 },
    );
    expect(again).to.deep.equal(alone);
    expect(same).to.deep.equal(alone);
    expect(list.products).to.have.length(10);
    expect([...list.products]).not.to.include(history.products[0]);
    expect([...list.products]).not.to.deep.equal([...alone.products]);
    const { categories } = shop.catalogue.products;
    expect([...list.products].every((y) => categories[y] !== categories[7])).to.equal(true);
    expect((await answerQueries(reviews, [{ product: 7, history }], 10, { threads: 3 }))[0]).to.deep.equal(list);
    const orders = { ...shop, history: { ...shop.history, merged: false, hidden: false } };
    expect((await answerQueries(orders, [{ product: 7, history }], 10))[0]).to.deep.equal(alone);
  });

  it('answer a customer who asks about nothing from the history, by the kinds in it', async () => {
    const kinds = { ...shop, history: { merged: false, hidden: true, kindWeights: [1, 0.5, 0.5, 0.25] } };
    const asked = async (...of: number[]): Promise<Int32Array> =>
      (await answerQueries(kinds, [{ history: { products: [7, 3], kinds: of } }], 10))[0].products;
    expect(await asked(0, 0)).to.deep.equal(await asked(3, 3));
    expect(await asked(3, 0)).not.to.deep.equal(await asked(0, 3));
    const { categories } = shop.catalogue.products;
    expect([...(await asked(3, 0))].every((y) => y !== 3 && categories[y] !== categories[7])).to.equal(true);
    const [stranger] = await answerQueries(kinds, [{ history: NO_HISTORY }], 10);
    expect([...stranger.products]).to.deep.equal([...shop.popular.slice(0, 10)]);
  });

  it('end early when told to', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    expect((await rejection(answerQueries(shop, [{ product: 1 }], 5, { signal: stop }))).message).to.equal('enough');
  });
});

import { expect } from 'chai';
import { engineSettings, prepareShop, trainShop, type PreparedShop } from '../../../../src/ranking/pipeline/index.js';
import { noProgress } from '../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { snapshotContent } from '../../../../src/operations/jobs/embed/snapshot-content.js';
import { snapshotId, snapshotManifest } from '../../../../src/operations/jobs/embed/snapshot-manifest.js';
import { userHistories } from '../../../../src/operations/jobs/embed/user-histories.js';
import type { Shop } from '../../../../src/shop/index.js';
import type { SnapshotContent } from '../../../../src/storage/redis/index.js';
import type { ProductLists } from '../../../../src/ranking/types.js';
import { sampleColumns } from '../../../ranking/pipeline/engine-fixture.js';
import { temporaryFolder } from '../../../shop/csv/temporary-folder.js';

describe('the content of a snapshot', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let shop: Shop;
  let prepared: PreparedShop;
  let content: SnapshotContent;
  const lists: ProductLists[] = [];

  before(async () => {
    shop = await sampleColumns(folder(), { products: 300, customers: 100, orders: 500 });
    const options = { settings: engineSettings({ layer: 'lightgcn', seed: 1 }), level: 'leaf' } as const;
    const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    try {
      const model = await trainShop(runtime, shop, options, { progress: noProgress });
      prepared = await prepareShop(runtime, shop, model, { progress: noProgress });
    } finally {
      await runtime.close();
    }
    const { users, entries } = userHistories(shop);
    const manifest = snapshotManifest(prepared, shop.interactions, {
      id: '0123456789abcdef',
      model: { id: 'fedcba9876543210', layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
      watermark: 'w',
      createdAt: '2026-01-01T00:00:00.000Z',
      users,
      basketTotal: prepared.evidence.basketTotal,
    });
    content = snapshotContent(prepared, entries, manifest);
    for await (const each of content.lists) lists.push(each);
  });

  it('is as much of each part as its manifest says', () => {
    const { manifest } = content;
    expect(manifest.products).to.equal(shop.catalogue.products.ids.length);
    expect([...content.cards]).to.have.lengthOf(manifest.products);
    expect(lists).to.have.lengthOf(manifest.lists);
    expect([...content.categoryLists]).to.have.lengthOf(manifest.categoryLists);
    expect([...content.categoryColdProducts]).to.have.lengthOf(manifest.categoryColdProducts);
    expect([...content.learnedRelations]).to.have.lengthOf(manifest.learnedRelations);
    expect([...content.histories]).to.have.lengthOf(manifest.users);
    expect(content.embeddings).to.have.lengthOf(manifest.products * manifest.dimension);
    const times = [...shop.interactions.basketTime].filter((time) => !Number.isNaN(time));
    expect(manifest.newestEvent).to.equal(new Date(Math.max(...times)).toISOString());
  });

  it('shows each product as the catalogue has it', () => {
    const { products } = shop.catalogue;
    [...content.cards].forEach((card, i) => {
      expect(card).to.include({ id: products.ids[i], title: products.titles[i], brand: products.brands[i] });
      expect(card.price).to.equal(Number.isNaN(products.prices[i]) ? null : products.prices[i]);
      const brand = content.shared.brandOf[i];
      expect(brand === -1 ? null : content.shared.brands[brand]).to.equal(products.brands[i]);
    });
  });

  it('names, for each product, lists that it stands on, with score and place', () => {
    const listOf = new Map(lists.map(({ product, list }) => [product, list]));
    let checked = 0;
    for (const [product, { products, scores, ranks }] of content.sources) {
      products.forEach((source, i) => {
        const list = listOf.get(source);
        expect(list?.products[ranks[i] - 1]).to.equal(product);
        expect(list?.scores[ranks[i] - 1]).to.equal(scores[i]);
        checked++;
      });
    }
    expect(checked).to.be.greaterThan(100);
  });

  it('has the latest products of each customer, the same for the same events', () => {
    const again = userHistories(shop);
    expect([...again.entries]).to.deep.equal([...content.histories]);
    const fewer = { ...shop, userIds: shop.userIds.map((id) => `${id}x`) };
    expect(userHistories(fewer).digest).to.not.equal(again.digest);
  });
});

describe('the name of a snapshot', () => {
  const settings = engineSettings({ layer: 'lightgcn', seed: 1 });
  const same = { watermark: 'w', histories: 'h', model: 'm', level: 'leaf', settings } as const;

  it('is another one as soon as anything is that decides its content, and else the same', () => {
    const others = [
      { ...same, watermark: 'v' },
      { ...same, histories: 'i' },
      { ...same, model: 'n' },
      { ...same, level: 1 },
      { ...same, settings: engineSettings({ layer: 'lightgcn', seed: 2 }) },
    ];
    const names = [same, ...others].map(snapshotId);
    expect(new Set(names).size).to.equal(names.length);
    expect(snapshotId({ ...same, settings: { ...settings } })).to.equal(names[0]);
  });
});

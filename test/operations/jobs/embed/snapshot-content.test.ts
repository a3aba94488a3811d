import { expect } from 'chai';
import { engineSettings, prepareShop, trainShop, type PreparedShop } from '../../../../src/ranking/pipeline/index.js';
import { noProgress } from '../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { newSnapshot } from '../../../../src/operations/jobs/embed/snapshot-content.js';
import { snapshotId, snapshotManifest } from '../../../../src/operations/jobs/embed/snapshot-manifest.js';
import { userHistories } from '../../../../src/operations/jobs/embed/user-histories.js';
import { PURCHASE, type Shop } from '../../../../src/shop/index.js';
import type { NewSnapshot, SharedParts, SnapshotContents, SnapshotParts } from '../../../../src/storage/redis/index.js';
import { sampleColumns } from '../../../ranking/pipeline/engine-fixture.js';
import { temporaryFolder } from '../../../shop/csv/temporary-folder.js';

describe('the content of a snapshot', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let shop: Shop;
  let prepared: PreparedShop;
  let snapshot: NewSnapshot<SnapshotParts>;
  let shared: SharedParts;
  let embeddings: Float32Array;
  const content = {
    cards: entriesOf('cards'),
    numbers: entriesOf('numbers'),
    lists: entriesOf('lists'),
    sources: entriesOf('sources'),
    histories: entriesOf('histories'),
  };

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
    const histories = userHistories(shop);
    const manifest = snapshotManifest(prepared, shop.interactions, {
      id: '0123456789abcdef',
      model: { id: 'fedcba9876543210', layer: 'lightgcn', provider: 'cpu', onnxruntimeVersion: '1' },
      watermark: 'w',
      createdAt: '2026-01-01T00:00:00.000Z',
      basketTotal: prepared.evidence.basketTotal,
    });
    snapshot = newSnapshot(prepared, shop.interactions, histories, manifest);
    for await (const piece of snapshot.contents) {
      for (const part of Object.values(content)) part.add(piece);
      shared = piece.shared ?? shared;
      embeddings = piece.embeddings ?? embeddings;
    }
  });

  it('says its balance, at which the two orders of each list give the one in which it stands', () => {
    const { balance, maxExposure } = snapshot.manifest;
    expect([balance, maxExposure]).to.deep.equal([prepared.model.ranking.balanced?.balance, undefined]);
    if (balance === undefined) throw new Error('This shop has a second stage.');
    let others = 0;
    for (const [, { zero, one }] of content.lists.found) {
      const logs = zero.map((log, i) => (1 - balance) * log + balance * one[i]);
      for (let i = 1; i < logs.length; i++) expect(logs[i]).to.be.at.most(logs[i - 1] + 1e-4);
      others += one.some((log, i) => i > 0 && log > one[i - 1]) ? 1 : 0;
    }
    expect(others).to.be.greaterThan(0);
  });

  it('is as much of each part as it promises', () => {
    const { manifest, promised } = snapshot;
    expect(manifest.products).to.equal(shop.catalogue.products.ids.length);
    expect(promised).to.include({
      cards: manifest.products,
      numbers: manifest.products,
      lists: prepared.listed.length,
    });
    for (const [name, { found }] of Object.entries(content)) {
      if (name !== 'sources') expect(found).to.have.lengthOf(promised?.[name as keyof SnapshotParts] ?? -1);
    }
    expect(embeddings).to.have.lengthOf(manifest.products * manifest.dimension);
    const times = [...shop.interactions.basketTime].filter((time) => !Number.isNaN(time));
    expect(manifest.newestEvent).to.equal(new Date(Math.max(...times)).toISOString());
  });

  it('shows each product as the catalogue has it', () => {
    const { products } = shop.catalogue;
    content.cards.found.forEach(([number, card], i) => {
      expect(number).to.equal(i);
      expect(card).to.include({ id: products.ids[i], title: products.titles[i], brand: products.brands[i] });
      expect(card.price).to.equal(Number.isNaN(products.prices[i]) ? null : products.prices[i]);
      const brand = shared.brandOf[i];
      expect(brand === -1 ? null : shared.brands[brand]).to.equal(products.brands[i]);
    });
  });

  it('names, for each product, lists that it stands on, with score and place', () => {
    const listOf = new Map(content.lists.found);
    let checked = 0;
    for (const [product, { products, scores, ranks }] of content.sources.found) {
      products.forEach((source, i) => {
        const list = listOf.get(source);
        expect(list?.products[ranks[i] - 1]).to.equal(product);
        expect(list?.scores[ranks[i] - 1]).to.equal(scores[i]);
        checked++;
      });
    }
    expect(checked).to.be.greaterThan(100);
  });

  it('tells who stands on most of the lists, and who first on most, of products that sell', () => {
    const { ids } = shop.catalogue.products;
    const sells = new Set(
      [...shop.interactions.product].filter((_, event) => shop.interactions.kind[event] === PURCHASE),
    );
    const firstTen = content.lists.found
      .filter(([product]) => sells.has(product))
      .map(([, { products }]) => [...products.subarray(0, 10)])
      .filter(({ length }) => length > 0);
    const on = ids.map((_, product) => firstTen.filter((list) => list.includes(product)).length);
    const first = ids.map((_, product) => firstTen.filter(([best]) => best === product).length);
    const { exposure } = snapshot.readWhole?.() ?? {};
    expect(exposure).to.include({
      lists: firstTen.length,
      maxExposure: Math.max(...on) / firstTen.length,
      mostShown: ids[on.indexOf(Math.max(...on))],
      maxFirst: Math.max(...first) / firstTen.length,
      mostFirst: ids[first.indexOf(Math.max(...first))],
    });
    expect(exposure?.trafficExposure).to.be.within(0.01, 1);
  });

  it('has the latest products of each customer, the same for the same events', () => {
    const again = userHistories(shop);
    expect([...again.entries]).to.deep.equal(content.histories.found);
    const fewer = { ...shop, userIds: shop.userIds.map((id) => `${id}x`) };
    expect(userHistories(fewer).digest).to.not.equal(again.digest);
  });
});

/** Collects what pieces of a snapshot hold of one keyed part. */
function entriesOf<Name extends 'cards' | 'numbers' | 'lists' | 'sources' | 'histories'>(name: Name) {
  type Entries = NonNullable<SnapshotContents[Name]>;
  const found: (Entries extends Iterable<infer Entry> ? Entry : never)[] = [];
  const add = (piece: SnapshotContents): void => {
    found.push(...((piece[name] ?? []) as Iterable<(typeof found)[number]>));
  };
  return { found, add };
}

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

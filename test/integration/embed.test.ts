import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { LiveSnapshot, SNAPSHOT_FORMAT, openSnapshot } from '../../src/storage/redis/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, snapshotBytes, timesToLive, writeSmallShop } from './shop-fixture.js';

describe('an embedding of a shop', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
  });
  after(async () => {
    await opened.close();
  });

  it('refuses a graph without products, and says what to do', async () => {
    const error = await rejection(embedHere({ graph, redis }));
    expect(error).to.have.property('code', 'graph-empty');
    expect(error.message).to.contain('alongside import');
    expect(await redis.exists('alongside:live')).to.equal(0);
  });

  it('writes a whole snapshot: cards, numbers, lists and embeddings of every product', async () => {
    const shop = await writeSmallShop(folder());
    await importShop(graph, folder());
    const steps = new Set<string>();
    const result = await embedHere({ graph, redis }, {}, ({ step }) => steps.add(step));
    expect(result).to.include({ changed: true, products: 300, events: shop.events.length, provider: 'cpu' });
    expect([...steps]).to.include.members(['reading the catalogue', 'reading events', 'writing lists']);

    const snapshot = await new LiveSnapshot(redis).current();
    expect(snapshot.manifest).to.include({ id: result.snapshot, products: 300, unit: 'order', level: 'leaf' });
    const ids = shop.products.map(({ productId }) => productId).sort();
    const numbers = await snapshot.numbers([...ids, 'nobody knows me']);
    expect(numbers).to.deep.equal([...ids.keys(), undefined]);
    const cards = await snapshot.cards([...ids.keys()]);
    for (const card of cards) {
      const product = shop.products.find(({ productId }) => productId === card.id)!;
      expect(card).to.include({ title: product.title, brand: product.brand, price: product.price });
      expect(snapshot.shared.categories.ids[card.category]).to.equal(product.categoryId);
    }
    const lists = await snapshot.lists([...ids.keys()]);
    expect(lists.filter((list) => list !== undefined)).to.have.length(result.lists);
    const embeddings = await snapshot.embeddings.all();
    expect(embeddings).to.have.length(300 * snapshot.manifest.dimension);
  });

  it('has candidates of other categories only, at least 200 where the shop has them', async () => {
    const snapshot = await new LiveSnapshot(redis).current();
    const { categoryOf, eventless } = snapshot.shared;
    const lists = await snapshot.lists([...categoryOf.keys()]);
    const unsold = new Set(eventless);
    lists.forEach((list, product) => {
      if (list === undefined) return;
      const others = categoryOf.filter((category, y) => category !== categoryOf[product] && !unsold.has(y)).length;
      expect(list.products.length).to.be.within(Math.min(200, others), 250);
      expect(list.categories.includes(categoryOf[product])).to.equal(false);
      expect(new Set(list.products).size).to.equal(list.products.length);
    });
  });

  it('has for each listed product the cold-start products of other categories, best first', async () => {
    const snapshot = await new LiveSnapshot(redis).current();
    const { categoryOf, eventless } = snapshot.shared;
    expect(eventless.length).to.be.within(1, 100);
    const lists = await snapshot.coldProducts([...categoryOf.keys()]);
    expect(lists.filter((list) => list !== undefined)).to.have.length(snapshot.manifest.entries['coldProducts']);
    lists.forEach((list, product) => {
      if (list === undefined) return;
      const others = eventless.filter((y) => categoryOf[y] !== categoryOf[product]);
      expect([...list.products].sort((a, b) => a - b)).to.deep.equal([...others]);
      expect([...list.scores]).to.deep.equal([...list.scores].sort((a, b) => b - a));
    });
    const [byCategory] = await snapshot.categoryColdProducts([-1]);
    expect(byCategory?.products).to.have.length(eventless.length);
  });

  it('refuses a snapshot of another format, and says what to do', async () => {
    const { id } = (await new LiveSnapshot(redis).current()).manifest;
    const manifest = await redis.get(`alongside:{${id}}:manifest`);
    await redis.set(
      'alongside:{old}:manifest',
      JSON.stringify({ ...JSON.parse(manifest ?? '{}'), id: 'old', format: SNAPSHOT_FORMAT - 1 }),
    );
    await redis.copy(`alongside:{${id}}:shared`, 'alongside:{old}:shared');
    const error = await rejection(openSnapshot(redis, 'old'));
    await redis.unlink('alongside:{old}:manifest', 'alongside:{old}:shared');
    expect(error).to.have.property('code', 'snapshot-corrupt');
    expect(error.message).to.match(/another version .*embed --full/);
  });

  it('changes nothing when the graph did not change', async () => {
    const before = await snapshotBytes(redis);
    const result = await embedHere({ graph, redis });
    expect(result).to.include({ changed: false, snapshot: before['live'] });
    expect(await snapshotBytes(redis)).to.deep.equal(before);
  });

  it('writes the same bytes again when asked for all', async () => {
    const before = await snapshotBytes(redis);
    const result = await embedHere({ graph, redis }, { full: true });
    expect(result).to.include({ changed: true, snapshot: before['live'] });
    expect(await snapshotBytes(redis)).to.deep.equal(before);
    expect(await timesToLive(redis, result.snapshot)).to.deep.equal(Array(11).fill(-1));
  });

  it('leaves the live snapshot whole and for ever when writing it anew fails midway', async () => {
    const before = await snapshotBytes(redis);
    const error = await rejection(
      embedHere({ graph, redis }, { full: true }, ({ step, done }) => {
        if (step === 'writing lists' && done > 0) throw new Error('the power went out');
      }),
    );
    expect(error.message).to.equal('the power went out');
    expect(await snapshotBytes(redis)).to.deep.equal(before);
    expect(await timesToLive(redis, before['live'])).to.deep.equal(Array(11).fill(-1));
  });

  it('leaves another snapshot live when it fails midway, and its own parts to expire', async () => {
    const before = await snapshotBytes(redis);
    await rejection(
      embedHere({ graph, redis }, { seed: 5 }, ({ step }) => {
        if (step === 'writing lists') throw new Error('the power went out');
      }),
    );
    expect(await snapshotBytes(redis)).to.deep.equal(before);
    expect(await timesToLive(redis, before['live'])).to.deep.equal(Array(11).fill(-1));
    const unfinished = (await redis.keys('alongside:{*')).filter((key) => !key.includes(before['live']));
    expect(unfinished).not.to.be.empty;
    for (const key of unfinished) expect(await redis.ttl(key), key).to.be.greaterThan(0);
  });

  it('switches live at once, and keeps the snapshot before', async () => {
    const live = new LiveSnapshot(redis);
    const old = await live.current();
    const [list] = await old.lists([0]);
    const result = await embedHere({ graph, redis }, { seed: 2 });
    expect(result.snapshot).not.to.equal(old.manifest.id);
    expect((await live.current()).manifest.id).to.equal(result.snapshot);
    expect(await timesToLive(redis, result.snapshot)).to.deep.equal(Array(11).fill(-1));
    // It is what `previous` names.
    expect(await timesToLive(redis, old.manifest.id)).to.deep.equal(Array(11).fill(-1));
    // Who began a request on the old one ends it there.
    expect(await old.lists([0])).to.deep.equal([list]);
    expect(await redis.smembers('alongside:snapshots')).to.have.members([old.manifest.id, result.snapshot]);
  });

  it('goes back to an earlier snapshot that is about to expire, and keeps it', async () => {
    const result = await embedHere({ graph, redis }, { seed: 1 });
    expect(result.changed).to.equal(true);
    expect(await timesToLive(redis, result.snapshot)).to.deep.equal(Array(11).fill(-1));
  });

  it('makes another snapshot for another layer, seed or level, and none of them breaks the line', async () => {
    const made = new Set<string>();
    for (const job of [{ layer: 'gcn' as const }, { layer: 'attention' as const }, { level: 0 }]) {
      const { snapshot: id } = await embedHere({ graph, redis }, job);
      made.add(id);
      const snapshot = await openSnapshot(redis, id);
      const embeddings = await snapshot.embeddings.all();
      expect(embeddings.every((value) => Number.isFinite(value))).to.equal(true);
    }
    expect(made.size).to.equal(3);
  });

  it('ranks by nothing that too few people did where the job is private', async () => {
    const { snapshot: usual } = await embedHere({ graph, redis });
    const job = { private: true, minPeople: 5 };
    const { snapshot: id } = await embedHere({ graph, redis }, job);
    expect(id).not.to.equal(usual);
    const snapshot = await openSnapshot(redis, id);
    const products = [...snapshot.shared.categoryOf.keys()];
    const lists = await snapshot.lists(products);
    const seen = new Set(
      lists.flatMap((list) => Array.from(list?.people ?? [], (people, i) => people + (list?.sessionPeople[i] ?? 0))),
    );
    expect([...seen].filter((people) => people > 0 && people < 5)).to.deep.equal([]);
    expect(Math.max(...seen)).to.be.at.least(5);
    const before = (await openSnapshot(redis, usual)).shared.eventless.length;
    expect(snapshot.shared.eventless.length).to.be.above(before);
    expect((await embedHere({ graph, redis }, job)).changed).to.equal(false);
  });

  it('refuses to open a snapshot that is gone', async () => {
    expect(await rejection(openSnapshot(redis, 'neverwas'))).to.have.property('code', 'snapshot-missing');
  });
});

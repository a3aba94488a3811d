import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import neo4j, { type Driver } from 'neo4j-driver';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { LiveSnapshot, type Snapshot } from '../../src/storage/redis/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, snapshotBytes, writeSmallShop } from './shop-fixture.js';

describe('an embedding under what the last full one decided', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const modelsFolder = temporaryFolder();
  const added = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let models: ModelStore;
  let driver: Driver;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    models = new ModelStore(modelsFolder());
    const { uri, user, password } = opened.servers.neo4j;
    driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
  });
  after(async () => {
    await driver.close();
    await opened.close();
  });

  const current = async (): Promise<Snapshot> => new LiveSnapshot(redis).current();

  it('is refused before there was one, and says what to do', async () => {
    const error = await rejection(embedHere({ graph, redis, models }, { sameEpoch: true }));
    expect(error).to.have.property('code', 'epoch-missing');
    expect(error.message).to.contain('alongside embed');
  });

  it('gives the same bytes where nothing changed', async () => {
    await writeSmallShop(folder());
    await importShop(graph, folder());
    const full = await embedHere({ graph, redis, models, now: () => new Date(0) }, { writeBack: 0 });
    const before = await snapshotBytes(redis);
    const result = await embedHere({ graph, redis, models }, { sameEpoch: true, writeBack: 0 });
    expect(result).to.include({ changed: true, lists: full.lists, products: full.products, events: full.events });
    const after = await snapshotBytes(redis);
    expect(Object.keys(after)).to.have.members(Object.keys(before));
    for (const [part, bytes] of Object.entries(before)) {
      if (part !== 'manifest' && part !== 'live') expect(after[part], part).to.equal(bytes);
    }
    expect((await current()).manifest.epoch).to.equal(full.snapshot);
  });

  it('changes nothing where the live snapshot is that of the graph', async () => {
    expect(await embedHere({ graph, redis, models }, { sameEpoch: true, writeBack: 0 })).to.include({ changed: false });
  });

  it('gives a product that came since a list, and changes no row that nothing touched', async () => {
    const before = await current();
    const listsBefore = await before.lists([...before.shared.categoryOf.keys()]);
    const [category] = before.shared.categories.ids.filter((_, c) => before.shared.categoryOf.includes(c));
    await writeFile(
      join(added(), 'products.csv'),
      `product_id,category_id,title,price,brand\nA-NEWCOMER,${category},A new thing,9,Ahorn\n`,
    );
    await importShop(graph, added());
    const result = await embedHere({ graph, redis, models }, { sameEpoch: true, writeBack: 0 });
    expect(result).to.include({ changed: true, products: 301 });
    const snapshot = await current();
    const [number] = await snapshot.numbers(['A-NEWCOMER']);
    expect(number).to.equal(300);
    const [list] = await snapshot.lists([300]);
    expect(list?.products.length).to.be.greaterThan(50);
    const [card] = await snapshot.cards([300]);
    expect(card).to.include({ title: 'A new thing', baskets: 0 });
    expect(await snapshot.lists([...listsBefore.keys()])).to.deep.equal(listsBefore);
  });

  it('leaves a deleted product out of every list, and obeys the new category of one that moved', async () => {
    const before = await current();
    const [first] = await before.lists([0]);
    const [gone, other] = first?.products ?? [];
    const cards = await before.cards([gone, other, 0]);
    await driver.executeQuery('MATCH (p:Product {productId: $id}) DETACH DELETE p', { id: cards[0].id });
    await driver.executeQuery(
      `MATCH (p:Product {productId: $id})-[old:IN_CATEGORY]->() DELETE old WITH p
       MATCH (c:Category {categoryId: $category}) CREATE (p)-[:IN_CATEGORY]->(c)`,
      { id: cards[1].id, category: before.shared.categories.ids[cards[2].category] },
    );
    await embedHere({ graph, redis, models }, { sameEpoch: true, writeBack: 0 });
    const snapshot = await current();
    expect(await snapshot.numbers([cards[0].id, cards[1].id])).to.deep.equal([undefined, other]);
    const { categoryOf, popular, eventless } = snapshot.shared;
    const numbers = [...categoryOf.keys()].filter((number) => number !== gone);
    const lists = await snapshot.lists(numbers);
    lists.forEach((list, i) => {
      expect(list?.products.includes(gone)).to.not.equal(true);
      for (const [place, y] of list?.products.entries() ?? []) {
        expect(categoryOf[y]).to.not.equal(categoryOf[numbers[i]]);
        expect(list?.categories[place]).to.equal(categoryOf[y]);
      }
    });
    expect([...popular, ...eventless]).to.not.include(gone);
  });

  it('is refused where what the full one decided is no longer kept', async () => {
    await models.clear();
    const error = await rejection(embedHere({ graph, redis, models }, { sameEpoch: true }));
    expect(error).to.have.property('code', 'epoch-missing');
    expect(error.message).to.contain('--full');
  });
});

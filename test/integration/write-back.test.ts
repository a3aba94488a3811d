import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import neo4j, { type Driver } from 'neo4j-driver';
import {
  emptyGraph,
  exportCatalogue,
  exportInteractions,
  type GraphConnection,
  importFiles,
} from '../../src/storage/neo4j/index.js';
import { noProgress, type ServerConnections } from '../../src/core/index.js';
import { TELL_ALL } from '../../src/ranking/explain/index.js';
import { ruleDocumentSchema, RuleBook } from '../../src/serving/rules/index.js';
import { listQuerySchema, openLists } from '../../src/serving/lists/index.js';
import { generateSampleShop, writeSampleShop } from '../../src/shop/sample/index.js';
import { LiveSnapshot, openSnapshot } from '../../src/storage/redis/index.js';
import { run } from '../e2e/command-line.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { graphHash, writeShop } from './import-fixture.js';
import { embedHere, importShop } from './shop-fixture.js';

/** What an analyst types: the live lists, and nothing else. */
const LISTS = `
  MATCH (live:Snapshot {live: true})
  MATCH (product:Product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->(other:Product)
  WITH product.productId AS id, item, other.productId AS otherId ORDER BY id, item.rank
  RETURN id, collect([item.rank, otherId, item.source, item.score]) AS items`;

describe('the write-back of a snapshot', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let servers: ServerConnections;
  let graph: GraphConnection;
  let redis: Redis;
  let driver: Driver;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ servers, graph, redis } = opened);
    driver = neo4j.driver(servers.neo4j.uri, neo4j.auth.basic(servers.neo4j.user, servers.neo4j.password), {
      disableLosslessIntegers: true,
    });
    await writeSampleShop(generateSampleShop({ products: 300, customers: 150, orders: 500 }), folder());
    await importShop(graph, folder());
    // A category that nobody bought from has products without a list of their own.
    const cold = await writeShop(folder(), 'cold', {
      'categories.csv': 'category_id,parent_id,name\nodd,,Odd things\n',
      'products.csv': 'product_id,category_id,title,price\nodd-1,odd,One,1\nodd-2,odd,Two,2\n',
    });
    await importFiles(graph, { paths: [cold], rejectsPath: `${cold}.rejects.csv` });
  });
  after(async () => {
    await driver.close();
    await opened.close();
  });

  async function ask<Row>(text: string, parameters: object = {}): Promise<Row[]> {
    const { records } = await driver.executeQuery(text, parameters);
    return records.map((record) => record.toObject() as Row);
  }

  interface WrittenRow {
    readonly id: string;
    readonly items: readonly (readonly [rank: number, id: string, source: string, score: number])[];
  }

  /** Lists of all products, as `LISTS` has them, by the service behind the API. */
  async function servedLists(top: number): Promise<WrittenRow[]> {
    const { lists: service } = openLists(redis, { clock: () => new Date(), minPeople: TELL_ALL });
    const ids = (await ask<{ id: string }>('MATCH (p:Product) RETURN p.productId AS id ORDER BY id')).map(
      ({ id }) => id,
    );
    return Promise.all(
      ids.map(async (id) => {
        const { items } = await service.answer(listQuerySchema.parse({ products: [id], limit: top }));
        return {
          id,
          items: items.map(({ rank, productId, evidence, score }) => [rank, productId, evidence.source, score]),
        };
      }),
    );
  }

  it('gives a reader of the graph the same lists as the API, cold products included', async () => {
    const { writeBack } = await embedHere({ graph, redis });
    expect(writeBack).to.include({ state: 'written', lists: 302, removed: 0 });
    const written = await ask<WrittenRow>(LISTS);
    expect(written).to.deep.equal(await servedLists(10));
    for (const { id, items } of written) {
      expect(items, id).to.have.length(10);
      for (const [, , , score] of items) expect(score, id).to.be.greaterThan(0);
    }
    const sources = new Set(written.flatMap(({ items }) => items.map(([, , source]) => source)));
    expect([...sources]).to.include.members(['graph', 'category', 'popular']);
  });

  it('records which snapshot the lists are of', async () => {
    const { manifest } = await new LiveSnapshot(redis).current();
    const [row] = await ask<{ says: object; at: string }>(
      'MATCH (s:Snapshot) RETURN s {.*, createdAt: null} AS says, toString(s.createdAt) AS at',
    );
    expect(row.says).to.deep.equal({
      snapshotId: manifest.id,
      model: manifest.model.id,
      layer: manifest.model.layer,
      createdAt: null,
      products: 302,
      top: 10,
      lists: 302,
      embeddings: 302,
      live: true,
      rulesState: '',
    });
    expect(Date.parse(row.at)).to.equal(Date.parse(manifest.createdAt));
  });

  it('writes the embeddings where the vector index finds the nearest', async () => {
    const snapshot = await new LiveSnapshot(redis).current();
    const embeddings = await snapshot.embeddings.all();
    const { dimension } = snapshot.manifest;
    const row = (product: number): Float32Array => embeddings.subarray(product * dimension, (product + 1) * dimension);
    const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
    const [card] = await snapshot.cards([0]);
    const nearest = [...Array(302).keys()].sort((a, b) => cosine(row(0), row(b)) - cosine(row(0), row(a)))[1];
    await ask('CALL db.awaitIndexes()');
    const [found] = await ask<{ ids: string[]; snapshots: string[] }>(
      `MATCH (p:Product {productId: $id})
       CALL db.index.vector.queryNodes('product_embedding', 2, p.embedding) YIELD node, score
       RETURN collect(node.productId) AS ids, collect(DISTINCT node.embeddingSnapshot) AS snapshots`,
      { id: card.id },
    );
    expect(found.ids).to.deep.equal([card.id, (await snapshot.cards([nearest]))[0].id]);
    expect(found.snapshots).to.deep.equal([snapshot.manifest.id]);
  });

  it("writes the relations of categories that every list was scored with, apart from the merchant's", async () => {
    const { manifest } = await new LiveSnapshot(redis).current();
    const snapshot = await openSnapshot(redis, manifest.id);
    const { ids } = snapshot.shared.categories;
    const expected = (await snapshot.learnedRelations([...ids.keys()])).flatMap((relations, category) =>
      (relations ?? []).map(({ related, ...numbers }) => ({ from: ids[category], to: ids[related], ...numbers })),
    );
    const written = await ask(
      `MATCH (a:Category)-[r:RELATED_TO {source: 'learned'}]->(b:Category)
       RETURN a.categoryId AS from, b.categoryId AS to, r.weight AS weight, r.support AS support,
              r.confidence AS confidence, r.low AS low, r.high AS high
       ORDER BY from, weight DESC, to`,
    );
    expect(written).to.have.length.greaterThan(20);
    expect(written).to.deep.equal(expected);
  });

  it('changes nothing of what the next embedding reads', async () => {
    const { catalogue, nodes } = await exportCatalogue(graph);
    const exported = { catalogue, events: await exportInteractions(graph, nodes, noProgress) };
    await ask('MATCH ()-[r:ALSO_CONSIDER|REPLACED]->() DELETE r');
    await ask("MATCH ()-[r:RELATED_TO {source: 'learned'}]->() DELETE r");
    await ask('MATCH (s:Snapshot) DETACH DELETE s');
    await ask('MATCH (p:Product) REMOVE p.embedding, p.embeddingSnapshot');
    const bare = await exportCatalogue(graph);
    const events = await exportInteractions(graph, bare.nodes, noProgress);
    expect({ catalogue: bare.catalogue, events }).to.deep.equal(exported);
    const result = await embedHere({ graph, redis });
    expect(result).to.deep.include({ changed: false });
    expect(result.writeBack.state).to.equal('written');
  });

  it('is not written again while nothing changes, and is when the lists are to be longer', async () => {
    const before = await graphHash(servers);
    expect((await embedHere({ graph, redis })).writeBack).to.deep.equal({ state: 'unchanged' });
    expect(await graphHash(servers)).to.equal(before);
    expect((await embedHere({ graph, redis }, { writeBack: 0 })).writeBack).to.deep.equal({ state: 'off' });
    expect(await graphHash(servers)).to.equal(before);
    expect((await embedHere({ graph, redis }, { writeBack: 3 })).writeBack.state).to.equal('written');
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(3));
    await embedHere({ graph, redis });
    expect(await graphHash(servers)).to.equal(before);
  });

  it('keeps the snapshot before beside the live one, and removes the one before that', async () => {
    const ids: string[] = [];
    for (const seed of [1, 2, 3]) ids.push((await embedHere({ graph, redis }, { seed })).snapshot);
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
    const [{ now, before }] = await ask<{ now: string; before: string }>(
      'MATCH (now:Snapshot {live: true})-[:REPLACED]->(before) RETURN now.snapshotId AS now, before.snapshotId AS before',
    );
    expect([before, now]).to.deep.equal(ids.slice(1));
    const kept = await ask<{ snapshot: string; lists: number }>(
      `MATCH (p)-[r:ALSO_CONSIDER]->() RETURN r.snapshot AS snapshot, count(DISTINCT p) AS lists ORDER BY snapshot`,
    );
    expect(kept).to.deep.equal(
      ids
        .slice(1)
        .sort()
        .map((snapshot) => ({ snapshot, lists: 302 })),
    );
    const relations = await ask<{ snapshot: string }>(
      "MATCH ()-[r:RELATED_TO {source: 'learned'}]->() RETURN DISTINCT r.snapshot AS snapshot ORDER BY snapshot",
    );
    expect(relations.map(({ snapshot }) => snapshot)).to.deep.equal(ids.slice(1).sort());
    expect(await ask('MATCH (s:Snapshot) RETURN s.snapshotId')).to.have.length(2);
  });

  it('moves readers back to the snapshot before without writing its lists again', async () => {
    const seen: string[] = [];
    const back = await embedHere({ graph, redis }, { seed: 2 }, ({ step }) => seen.push(step));
    expect(back.writeBack).to.include({ state: 'written', removed: 0 });
    expect(seen).to.include('writing embeddings into the graph');
    expect(seen).not.to.include('writing lists into the graph');
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
    const stale = await ask(
      'MATCH (live:Snapshot {live: true}) MATCH (p:Product) WHERE p.embeddingSnapshot <> live.snapshotId RETURN p',
    );
    expect(stale).to.deep.equal([]);
  });

  it('shows readers the old lists until the new ones are whole, and goes on where it was cut off', async () => {
    const before = await ask<WrittenRow>(LISTS);
    const cut = await embedHere({ graph, redis }, { seed: 9 }, ({ step, done }) => {
      if (step === 'writing lists into the graph' && done > 0) throw new Error('the power went out');
    });
    expect(cut).to.deep.include({ changed: true, writeBack: { state: 'failed', reason: 'the power went out' } });
    expect(await redis.get('alongside:live')).to.equal(cut.snapshot);
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(before);
    const again = await embedHere({ graph, redis }, { seed: 9 });
    expect(again).to.include({ changed: false, snapshot: cut.snapshot });
    expect(again.writeBack.state).to.equal('written');
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
  });

  it('goes on where it was cut off after the switch, and still clears up', async () => {
    for (const step of ['writing embeddings into the graph', 'removing the lists before the last from the graph']) {
      const seed = step.startsWith('writing') ? 10 : 11;
      const cut = await embedHere({ graph, redis }, { seed }, (update) => {
        if (update.step === step) throw new Error('the power went out');
      });
      expect(cut.writeBack.state).to.equal('failed');
      expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
      expect((await embedHere({ graph, redis }, { seed })).writeBack.state).to.equal('written');
      expect(await ask('MATCH (s:Snapshot) RETURN s.snapshotId')).to.have.length(2);
      const embedded = await ask('MATCH (p:Product {embeddingSnapshot: $id}) RETURN p', { id: cut.snapshot });
      expect(embedded).to.have.length(302);
    }
  });

  describe("follows the shop's rules", () => {
    /** Sets the rules; answers the new version. */
    async function setRules(rules: readonly object[]): Promise<string> {
      const book = new RuleBook(redis, { clock: () => new Date() });
      const { version } = await book.current();
      return (await book.replace(ruleDocumentSchema.parse({ rules }), version, 'test')).version;
    }

    /** By which rules the live snapshot and its lists were written. */
    async function versions(): Promise<unknown> {
      const [row] = await ask<object>(
        `MATCH (live:Snapshot {live: true})
         MATCH (:Product)-[item:ALSO_CONSIDER {snapshot: live.snapshotId}]->()
         RETURN live.rulesVersion AS snapshot, collect(DISTINCT item.rulesVersion) AS lists, count(item) AS items`,
      );
      return row;
    }

    let bare: WrittenRow[];
    let pinned: string;
    let blocked: string;

    before(async () => {
      await embedHere({ graph, redis }, { seed: 12 });
      bare = await ask<WrittenRow>(LISTS);
      // A product that few lists show, and the one that most do.
      const shown = new Map<string, number>();
      for (const [, id] of bare.flatMap(({ items }) => items)) shown.set(id, (shown.get(id) ?? 0) + 1);
      const byLists = bare.map(({ id }) => id).sort((a, b) => (shown.get(a) ?? 0) - (shown.get(b) ?? 0));
      pinned = byLists[0];
      blocked = byLists[byLists.length - 1];
    });
    after(() => setRules([]));

    it('with every pin, block and bury, though the snapshot is the same', async () => {
      const [{ category }] = await ask<{ category: string }>(
        'MATCH (:Product {productId: $id})-[:IN_CATEGORY]->(c) RETURN c.categoryId AS category',
        { id: bare[0].items[0][1] },
      );
      const version = await setRules([
        { id: 'top', action: 'pin', items: { products: [pinned] } },
        { id: 'never', action: 'block', items: { products: [blocked] } },
        { id: 'last', action: 'bury', items: { categories: [category] } },
      ]);
      const embedded = await embedHere({ graph, redis }, { seed: 12 });
      expect(embedded).to.include({ changed: false });
      expect(embedded.writeBack).to.include({ state: 'written', lists: 302, relations: 0, removed: 0 });
      const written = await ask<WrittenRow>(LISTS);
      expect(written).to.deep.equal(await servedLists(10));
      expect(written).not.to.deep.equal(bare);
      const firsts = new Set(written.map(({ items: [[, first]] }) => first));
      expect([...firsts]).to.include(pinned);
      expect(written.flatMap(({ items }) => items.map(([, id]) => id))).not.to.include(blocked);
      expect(await versions()).to.deep.equal({ snapshot: version, lists: [version], items: 3020 });
      expect((await embedHere({ graph, redis }, { seed: 12 })).writeBack).to.deep.equal({ state: 'unchanged' });
    });

    it('which a change on the command line says', async () => {
      const path = join(folder(), 'rules.json');
      await writeFile(path, '{"rules": []}');
      const { code, stderr } = await run(['rules', 'set', path], {
        ...process.env,
        NEO4J_URI: servers.neo4j.uri,
        NEO4J_USER: servers.neo4j.user,
        NEO4J_PASSWORD: servers.neo4j.password,
        REDIS_URL: servers.redis.url,
      });
      expect(code, stderr).to.equal(0);
      expect(stderr).to.contain('written back to Neo4j follow with the next "alongside embed"');
    });

    it('and goes on by new ones where it was cut off under others', async () => {
      await setRules([{ id: 'never', action: 'block', items: { products: [pinned] } }]);
      const cut = await embedHere({ graph, redis }, { seed: 12 }, ({ step, done }) => {
        if (step === 'writing lists into the graph' && done > 0) throw new Error('the power went out');
      });
      expect(cut.writeBack.state).to.equal('failed');
      const version = await setRules([{ id: 'top', action: 'pin', items: { products: [blocked] } }]);
      await embedHere({ graph, redis }, { seed: 12 });
      expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
      expect(await versions()).to.deep.equal({ snapshot: version, lists: [version], items: 3020 });
    });

    it('as a campaign begins and ends, which no version says', async () => {
      const version = await setRules([
        {
          id: 'top',
          action: 'pin',
          items: { products: [pinned] },
          until: new Date(Date.now() + 3_600_000).toISOString(),
        },
      ]);
      await embedHere({ graph, redis }, { seed: 12 });
      expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
      const tomorrow = new Date(Date.now() + 86_400_000);
      const ended = await embedHere({ graph, redis, now: () => tomorrow }, { seed: 12 });
      expect(ended.writeBack.state).to.equal('written');
      expect(await ask<WrittenRow>(LISTS)).to.deep.equal(bare);
      expect(await versions()).to.deep.equal({ snapshot: version, lists: [version], items: 3020 });
    });

    it('until they are removed', async () => {
      await setRules([]);
      expect((await embedHere({ graph, redis }, { seed: 12 })).writeBack.state).to.equal('written');
      const written = await ask<WrittenRow>(LISTS);
      expect(written).to.deep.equal(bare);
      expect(written).to.deep.equal(await servedLists(10));
    });
  });

  it('lets an import write to the same products meanwhile, and neither loses anything', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => `late${String(i % 90)},odd-${String((i % 2) + 1)},view,,`);
    const late = await writeShop(folder(), 'late', {
      'events.csv': `user_id,product_id,type,timestamp,order_id\n${rows.join('\n')}\n`,
    });
    const importing = importFiles(graph, { paths: [late], rejectsPath: `${late}.rejects.csv` });
    const [embedded, report] = await Promise.all([embedHere({ graph, redis }, { seed: 20 }), importing]);
    expect(report.total).to.include({ read: 3000, rejected: 0 });
    expect(embedded.writeBack.state).to.equal('written');
    expect(
      await ask("MATCH (:User)-[v:VIEWED]->(p:Product) WHERE p.productId STARTS WITH 'odd-' RETURN count(v) AS n"),
    ).to.deep.equal([{ n: 3000 }]);
    expect(await ask<WrittenRow>(LISTS)).to.deep.equal(await servedLists(10));
  });

  describe('after a reset', () => {
    it('is gone', async () => {
      await emptyGraph(graph);
      expect(await ask('MATCH (n) RETURN n LIMIT 1')).to.deep.equal([]);
    });
  });
});

import { join } from 'node:path';
import { expect } from 'chai';
import neo4j from 'neo4j-driver';
import { basketWeightSums, formBaskets, gatherEvidence, type Evidence } from '../../src/learning/cooccurrence/index.js';
import {
  emptyGraph,
  exportCatalogue,
  exportInteractions,
  GraphConnection,
  importFiles,
} from '../../src/storage/neo4j/index.js';
import type { Catalogue, Interactions } from '../../src/shop/index.js';
import { embedJobSchema } from '../../src/storage/queue/index.js';
import { engineSettings, graphWatermark } from '../../src/ranking/pipeline/index.js';
import { AlongsideError, noProgress, type ProgressUpdate } from '../../src/core/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { serversTimeout, testServers } from '../support/servers.js';
import { largerShop, tinyShop, writeShop } from './import-fixture.js';

interface Exported {
  readonly catalogue: Catalogue;
  readonly interactions: Interactions;
  readonly evidence: Evidence;
  readonly watermark: string;
}

describe('the export from Neo4j', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let graph: GraphConnection;
  let shops = 0;

  before(async function () {
    this.timeout(serversTimeout);
    graph = await GraphConnection.open((await testServers()).neo4j);
  });
  beforeEach(() => emptyGraph(graph));
  after(async () => {
    await emptyGraph(graph);
    await graph.close();
  });

  async function fill(...parts: Record<string, string>[]): Promise<void> {
    for (const files of parts) {
      const shop = await writeShop(folder(), `shop${String(shops++)}`, files);
      await importFiles(graph, { paths: [shop], rejectsPath: join(shop, 'rejects.csv') });
    }
  }

  async function exportAll(): Promise<Exported> {
    const { catalogue, nodes } = await exportCatalogue(graph);
    const { interactions } = await exportInteractions(graph, nodes, noProgress);
    const settings = engineSettings(embedJobSchema.parse({}));
    const baskets = formBaskets(interactions, catalogue.products.ids.length, settings.baskets);
    const evidence = gatherEvidence(baskets, settings.evidence);
    const watermark = graphWatermark(catalogue, evidence, basketWeightSums(baskets));
    return { catalogue, interactions, evidence, watermark };
  }

  /** The events as "basket-mates": sorted lines of product and kind, one line a basket. */
  function basketLines({ catalogue, interactions }: Exported): string[] {
    const { basket, product, kind, basketTime } = interactions;
    const lines = Array.from(basketTime, (): string[] => []);
    basket.forEach((b, e) => lines[b].push(`${catalogue.products.ids[product[e]]}:${String(kind[e])}`));
    return lines.map((line) => line.sort().join(' ')).sort();
  }

  const catalogueOnly = { 'categories.csv': tinyShop['categories.csv'], 'products.csv': tinyShop['products.csv'] };
  const events = (header: string, ...rows: string[]): Record<string, string> => ({
    ...catalogueOnly,
    'events.csv': `${header}\n${rows.join('\n')}\n`,
  });

  it('numbers products and categories in the order of their ids and keeps what the shop said of them', async () => {
    await fill(tinyShop);
    const { catalogue } = await exportCatalogue(graph);
    expect(catalogue.categories.ids).to.deep.equal(['camping', 'mats', 'tents']);
    expect(catalogue.categories.names).to.deep.equal(['Camping', 'Mats', 'Tents']);
    expect([...catalogue.categories.parents]).to.deep.equal([-1, 0, 0]);
    expect(catalogue.products.ids).to.deep.equal(['m1', 't1']);
    expect(catalogue.products.titles).to.deep.equal(['Mat, soft', 'Dome tent']);
    expect(catalogue.products.brands).to.deep.equal([null, 'Acme']);
    expect([...catalogue.products.prices]).to.deep.equal([20, 99.5]);
    expect([...catalogue.products.categories]).to.deep.equal([1, 2]);
    expect(catalogue.relations).to.deep.equal([{ category: 2, related: 1, weight: 0.8 }]);
  });

  it('is empty for an empty graph', async () => {
    const { catalogue, interactions } = await exportAll();
    expect(catalogue.products.ids).to.have.length(0);
    expect(interactions.kind).to.have.length(0);
  });

  it('groups events by order, then by session, and tells the kinds apart', async () => {
    await fill(tinyShop);
    const exported = await exportAll();
    expect(exported.interactions.unit).to.equal('order');
    expect(exported.interactions.users).to.equal(2);
    expect(basketLines(exported)).to.deep.equal(['m1:0 t1:0', 'm1:2 t1:1 t1:3 t1:3']);
  });

  it('keeps the orders of one session apart', async () => {
    await fill(
      events(
        'user_id,product_id,type,timestamp,order_id,session_id',
        'u1,t1,purchase,2024-05-01,o1,s1',
        'u1,m1,purchase,2024-05-01,o2,s1',
      ),
    );
    expect(basketLines(await exportAll())).to.deep.equal(['m1:0', 't1:0']);
  });

  it('groups purchases without orders by session', async () => {
    await fill(
      events(
        'user_id,product_id,type,timestamp,session_id',
        'u1,t1,purchase,,s1',
        'u1,m1,purchase,,s1',
        'u1,m1,purchase,,s2',
      ),
    );
    const exported = await exportAll();
    expect(exported.interactions.unit).to.equal('session');
    expect(basketLines(exported)).to.deep.equal(['m1:0', 'm1:0 t1:0']);
  });

  it("groups purchases without order or session by the user's visits, and keeps the newest time of a basket", async () => {
    await fill(
      events(
        'user_id,product_id,type,timestamp',
        'u1,t1,purchase,2024-05-01T10:00:00Z',
        'u1,m1,purchase,2024-05-01T23:59:59Z',
        'u1,m1,purchase,2024-05-02T00:00:00Z',
        'u2,m1,purchase,2024-05-02T00:00:00Z',
      ),
    );
    const exported = await exportAll();
    expect(exported.interactions.unit).to.equal('day');
    expect(basketLines(exported)).to.deep.equal(['m1:0', 'm1:0 m1:0', 't1:0']);
    expect([...exported.interactions.basketTime].sort()).to.deep.equal(
      ['2024-05-01T10:00:00Z', '2024-05-02T00:00:00Z', '2024-05-02T00:00:00Z'].map((time) => Date.parse(time)),
    );
  });

  it('takes a customer as one basket where events say nothing else', async () => {
    await fill(events('user_id,product_id,type,timestamp', 'u1,t1,purchase,', 'u1,m1,cart,', 'u2,m1,view,'));
    const exported = await exportAll();
    expect(exported.interactions.unit).to.equal('customer');
    expect(basketLines(exported)).to.deep.equal(['m1:1 t1:0', 'm1:3']);
    expect(exported.interactions.basketTime.every((time) => Number.isNaN(time))).to.equal(true);
  });

  it('reads the same from bare events by the fast statement as by the detailed one', async () => {
    const rows = Array.from({ length: 400 }, (_, i) => `u${String(i % 17)},${i % 3 ? 't1' : 'm1'},purchase,,,`);
    await fill(events('user_id,product_id,type,timestamp,order_id,session_id', ...rows));
    const bare = await exportAll();
    // One event with an order makes the whole graph detailed; its basket stands apart.
    await fill(events('user_id,product_id,type,timestamp,order_id,session_id', 'u99,t1,purchase,,o1,'));
    const detailed = await exportAll();
    expect(basketLines(detailed)).to.deep.equal([...basketLines(bare), 't1:0'].sort());
  });

  it('gives the same bytes of evidence and the same watermark in whatever order the graph was filled', async () => {
    const files = largerShop(3000);
    await fill(files);
    const one = await exportAll();

    await emptyGraph(graph);
    const reversed = (text: string): string => {
      const [header, ...rows] = text.trimEnd().split('\n');
      return `${[header, ...rows.reverse()].join('\n')}\n`;
    };
    const half = (text: string, second: boolean): string => {
      const [header, ...rows] = text.trimEnd().split('\n');
      const middle = rows.length >> 1;
      return `${[header, ...(second ? rows.slice(middle) : rows.slice(0, middle))].join('\n')}\n`;
    };
    const products = { 'categories.csv': files['categories.csv'], 'products.csv': reversed(files['products.csv']) };
    // Rows said twice are told apart by their place in a file, so each half must keep both of a pair.
    await fill(products, { 'events.csv': reversed(half(files['events.csv'], true)) });
    await fill({ 'events.csv': reversed(half(files['events.csv'], false)) });
    const other = await exportAll();

    expect(other.evidence).to.deep.equal(one.evidence);
    expect(other.watermark).to.equal(one.watermark);
  });

  it('has another watermark after one more event', async () => {
    await fill(tinyShop);
    const before = await exportAll();
    await fill({ 'events.csv': 'user_id,product_id,type,timestamp,order_id\nu9,t1,purchase,2024-05-01,o9\n' });
    expect((await exportAll()).watermark).not.to.equal(before.watermark);
  });

  it('refuses what another tool wrote over a product, and names the statement and the field', async () => {
    await fill(tinyShop);
    const { uri, user, password } = (await testServers()).neo4j;
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
    await driver.executeQuery("MATCH (p:Product {productId: 't1'}) SET p.price = '99.50 EUR'");
    await driver.close();
    const error: unknown = await exportCatalogue(graph).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(AlongsideError);
    expect(error).to.deep.include({
      code: 'graph-row-invalid',
      details: { statement: 'read/catalogue-products', field: 'price' },
    });
  });

  it('counts the events that it has read as progress', async () => {
    await fill(tinyShop);
    const { nodes } = await exportCatalogue(graph);
    const updates: ProgressUpdate[] = [];
    await exportInteractions(graph, nodes, (update) => updates.push(update));
    expect(updates.at(-1)).to.deep.equal({ step: 'reading events', done: 6, total: 6, unit: 'events' });
  });
});

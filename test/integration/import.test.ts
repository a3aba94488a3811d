import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import neo4j from 'neo4j-driver';
import {
  countGraph,
  emptyGraph,
  ensureSchema,
  GraphConnection,
  importFiles,
  type ImportReport,
} from '../../src/storage/neo4j/index.js';
import type { ImportOptions } from '../../src/storage/neo4j/import/import-files.js';
import type { ServerConnections } from '../../src/core/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { serversTimeout, testServers } from '../support/servers.js';
import { dumpGraph, largerShop, tinyShop, writeShop } from './import-fixture.js';

describe('import into Neo4j', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  let servers: ServerConnections;
  let graph: GraphConnection;
  let shops = 0;

  before(async function () {
    this.timeout(serversTimeout);
    servers = await testServers();
    graph = await GraphConnection.open(servers.neo4j);
  });
  beforeEach(() => emptyGraph(graph));
  after(async () => {
    await emptyGraph(graph);
    await graph.close();
  });

  const rejectsPath = (): string => join(folder(), 'rejects.csv');
  const shop = (files: Record<string, string>): Promise<string> => writeShop(folder(), `shop${String(shops++)}`, files);
  const importShop = async (
    files: Record<string, string>,
    options: Partial<ImportOptions> = {},
  ): Promise<ImportReport> =>
    importFiles(graph, { paths: [await shop(files)], rejectsPath: rejectsPath(), ...options });
  const rejects = async (): Promise<string[]> => (await readFile(rejectsPath(), 'utf8')).trimEnd().split('\n').slice(1);

  it('brings every file into the graph, and leaves unknown things unsaid', async () => {
    const report = await importShop(tinyShop);
    expect(report.total).to.deep.equal({ read: 12, written: 12, alreadyThere: 0, rejected: 0, superseded: 0 });
    expect(await countGraph(graph)).to.deep.equal({ users: 2, products: 2, categories: 3, events: 6 });
    const dump = (await dumpGraph(servers)).map((line) => line.replaceAll(/"~=?[\w-]{16}/g, '"~'));
    expect(dump).to.include.members([
      '["Category"] [["categoryId","tents"],["name","Tents"]]',
      '["Product"] [["brand","Acme"],["categoryIds",["camping","tents"]],["price",99.5],["productId","t1"],["title","Dome tent"]]',
      '["tents","CHILD_OF","camping"] []',
      '["t1","IN_CATEGORY","tents"] []',
      '["tents","RELATED_TO","mats"] [["source","merchant"],["weight",0.8]]',
      '["u1","PURCHASED","m1"] [["at","2024-05-01T10:00:00Z"],["eventId","~"],["orderId","o1"],["quantity",2]]',
      '["u2","VIEWED","t1"] [["eventId","~"],["seq",1],["sessionId","s1"]]',
      '["u2","VIEWED","t1"] [["eventId","~.1"],["seq",1],["sessionId","s1"]]',
    ]);
  });

  it('changes nothing when repeated', async () => {
    const files = largerShop(20_000);
    const first = await importShop(files);
    const before = await dumpGraph(servers);
    const second = await importShop(files);
    expect(first.total.written).to.equal(first.total.read);
    expect(second.total).to.deep.equal({ ...first.total, written: 0, alreadyThere: first.total.read });
    expect(await dumpGraph(servers)).to.deep.equal(before);
  });

  it('knows the events of a graph that an earlier version wrote, which named those of an order by all that they say', async () => {
    await importShop(tinyShop);
    const before = await dumpGraph(servers);
    const { uri, user, password } = servers.neo4j;
    const driver = neo4j.driver(uri, neo4j.auth.basic(user, password));
    await driver.executeQuery(
      `MATCH ()-[event:PURCHASED]->(product)
       SET event.eventId = '~' + substring(event.eventId, 2) + '.' + product.productId
       WITH count(*) AS renamed MATCH (intake:Intake {name: 'identities'}) DELETE intake`,
    );
    await driver.close();
    const { total } = await importShop(tinyShop);
    expect(total).to.include({ written: 0, rejected: 0 });
    expect(await dumpGraph(servers)).to.deep.equal(before);
  });

  it('adds only what is new, wherever it stands in the file', async () => {
    const files = largerShop(20_000);
    await importShop(files);
    const [header, ...rows] = files['events.csv'].trimEnd().split('\n');
    const fresh = Array.from({ length: 5 }, (_, i) => `new${String(i)},p1,view,,\n`);
    const mixed = `${header}\n${fresh.slice(0, 2).join('')}${rows.join('\n')}\n${fresh.slice(2).join('')}`;
    const { total } = await importShop({ ...files, 'events.csv': mixed });
    expect(total.written).to.equal(5);
    expect(await countGraph(graph)).to.include({ events: 20_005, users: 1805 });
  });

  it('writes new batches that are followed by old ones, so a failed guess costs nothing', async () => {
    const row = (i: number): string => `u${String(i)},p1,view,,\n`;
    const rows = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, i) => row(from + i)).join('');
    const files = {
      ...largerShop(0),
      'events.csv': `user_id,product_id,type,timestamp,order_id\n${rows(16_000, 24_000)}`,
    };
    await importShop(files);
    const { total } = await importShop({
      ...files,
      'events.csv': `user_id,product_id,type,timestamp,order_id\n${rows(0, 32_000)}`,
    });
    expect(total.written).to.equal(24_000);
    expect(await countGraph(graph)).to.include({ events: 32_000 });
  });

  it('finds a product that nobody described among thousands of new events, and makes no user for it', async () => {
    const rows = Array.from(
      { length: 20_000 },
      (_, i) => `u${String(i % 50)},p${String(i % 300)},view,,o${String(i)}\n`,
    );
    rows[12_000] = 'stranger,ghost,view,,o\n';
    const { total } = await importShop({
      ...largerShop(0),
      'events.csv': `user_id,product_id,type,timestamp,order_id\n${rows.join('')}`,
    });
    expect(total).to.include({ rejected: 1, alreadyThere: 0 });
    expect((await rejects())[0]).to.match(/^events.csv,12002,product_id ghost/);
    expect(await countGraph(graph)).to.include({ events: 19_999, users: 50 });
  });

  it('counts an event id that a file repeats as already there', async () => {
    const { total } = await importShop({
      ...largerShop(0),
      'events.csv': 'user_id,product_id,type,timestamp,event_id\nu,p1,view,,e1\nu,p2,view,,e1\nu,p1,view,,~e1\n',
    });
    expect(total).to.include({ rejected: 0, alreadyThere: 1 });
    expect(await countGraph(graph)).to.include({ events: 2 });
  });

  it('sends rows about unknown things to the rejects file with their line, and goes on', async () => {
    const report = await importShop({
      ...tinyShop,
      'products.csv': `${tinyShop['products.csv']}x1,nowhere,X,1,,\n`,
      'category_relations.csv': 'category_id,related_id,weight\ntents,nowhere,0.5\ntents,mats,2\n',
      'events.csv': `${tinyShop['events.csv']}u1,ghost,view,,,,,\nu1,t1,stare,,,,,\n`,
    });
    expect(report.total).to.include({ rejected: 5 });
    expect(report.rejectsPath).to.equal(rejectsPath());
    expect(await rejects()).to.deep.equal([
      'products.csv,4,category_id nowhere is not among the categories,"x1,nowhere,X,1,,"',
      'category_relations.csv,2,category nowhere is not among the categories,"tents,nowhere,0.5"',
      'category_relations.csv,3,weight is above 1,"tents,mats,2"',
      'events.csv,8,product_id ghost is not among the products,"u1,ghost,view,,,,,"',
      'events.csv,9,"type is not one of view, favorite, cart, purchase, return","u1,t1,stare,,,,,"',
    ]);
    expect(await countGraph(graph)).to.deep.equal({ users: 2, products: 2, categories: 3, events: 6 });
  });

  it('makes stubs of unknown things when asked to', async () => {
    const files = {
      'categories.csv': 'category_id,parent_id,name\ntents,camping,Tents\n',
      'products.csv': 'product_id,category_id,title,price\nt1,tents,Tent,1\nx1,nowhere,X,1\n',
      'events.csv': 'user_id,product_id,type,timestamp\nu,ghost,view,\n',
    };
    const { total } = await importShop(files, { createMissing: true });
    expect(total).to.include({ rejected: 0, written: 4 });
    expect(await countGraph(graph)).to.deep.equal({ users: 1, products: 3, categories: 3, events: 1 });
    expect((await importShop(files, { createMissing: true })).total).to.include({ written: 0, alreadyThere: 4 });
  });

  it('never makes a ring of categories', async () => {
    await importShop(tinyShop);
    await importShop({
      'categories.csv': 'category_id,parent_id,name\ncamping,mats,Camping\nmats,camping,Mats\na,a,A\n',
    });
    expect(await rejects()).to.deep.equal([
      'categories.csv,2,category_id camping would be its own ancestor,"camping,mats,Camping"',
      'categories.csv,3,category_id mats would be its own ancestor,"mats,camping,Mats"',
      'categories.csv,4,category_id a would be its own ancestor,"a,a,A"',
    ]);
    expect(await dumpGraph(servers)).to.include('["mats","CHILD_OF","camping"] []');
  });

  it('moves categories and products to their new places, and lets the last row of a file count', async () => {
    await importShop(tinyShop);
    const { total } = await importShop({
      'categories.csv': 'category_id,parent_id,name\ncamping,tents,Outdoors\ntents,,Tents\n',
      'products.csv': 'product_id,category_id,title,price\nt1,tents,Old,1\nt1,mats,New,2\n',
    });
    expect(total).to.deep.equal({ read: 4, written: 3, alreadyThere: 0, rejected: 0, superseded: 1 });
    const dump = await dumpGraph(servers);
    expect(dump.filter((line) => /CHILD_OF|"t1","IN_CATEGORY"/.test(line))).to.deep.equal([
      '["camping","CHILD_OF","tents"] []',
      '["mats","CHILD_OF","camping"] []',
      '["t1","IN_CATEGORY","mats"] []',
    ]);
    expect(dump).to.include('["Product"] [["categoryIds",[]],["price",2],["productId","t1"],["title","New"]]');
  });

  it('finishes the batch at hand when interrupted, and goes on when run again', async () => {
    const path = await shop(largerShop(30_000));
    const stop = new AbortController();
    const interrupted = await rejection(
      importFiles(graph, {
        paths: [path],
        rejectsPath: rejectsPath(),
        signal: stop.signal,
        progress: ({ step }) => {
          if (step === 'importing events.csv') stop.abort();
        },
      }),
    );
    expect(interrupted).to.include({ code: 'interrupted' });
    expect(await countGraph(graph)).to.include({ events: 5000 });
    const { total } = await importFiles(graph, { paths: [path], rejectsPath: rejectsPath() });
    expect(total).to.include({ written: 25_000 });
  });

  it('keeps what was read before a damaged file breaks off, and says what to do', async () => {
    const path = await shop(tinyShop);
    const events = join(path, 'events.csv');
    await writeFile(events, Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from(tinyShop['events.csv'])]));
    const torn = await rejection(importFiles(graph, { paths: [path], rejectsPath: rejectsPath() }));
    expect(torn).to.include({ code: 'file-unreadable' });
    expect(await countGraph(graph)).to.include({ products: 2, events: 0 });
  });

  it('reports bytes of the file as progress', async () => {
    const seen: number[] = [];
    await importShop(tinyShop, { progress: ({ done, total }) => seen.push(done / (total ?? 0)) });
    expect(seen).to.deep.equal([1, 1, 1, 1]);
  });

  it('makes its schema as often as asked', async () => {
    await ensureSchema(graph);
    await ensureSchema(graph);
  });
});

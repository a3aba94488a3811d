import { readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import neo4j, { type Driver, type Plan } from 'neo4j-driver';
import { packageRoot } from '../../src/core/index.js';
import { ensureSchema, GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';
import { StatementLibrary, type StatementName } from '../../src/storage/neo4j/statements.js';
import { ensureEmbeddingIndex } from '../../src/storage/neo4j/write-back/embedding-index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { emptyGraph, serversTimeout, testServers } from '../support/servers.js';

/** What goes over the whole graph, or never runs where there are no events; and over the few snapshots that it knows. */
const WHOLE: readonly StatementName[] = [
  'write/delete-nodes',
  'write/delete-relationships',
  'write/drop-events',
  'write/name-events',
];
const OF_SNAPSHOTS: readonly StatementName[] = ['write/make-snapshot-live', 'write/remove-old-snapshots'];
/** Statements that find what they read by ids. */
const BY_ID = /^read\/(absent-|audience-|changed-|find-customer|known-|product-reach|why-)/;
const library = new StatementLibrary();

function named(kind: 'write' | 'read'): StatementName[] {
  const files = readdirSync(join(packageRoot, 'cypher', kind));
  return files.map((file): StatementName => `${kind}/${file.slice(0, -'.cypher'.length)}`);
}

/** A list where the statement takes one, else a text. */
function parametersOf(cypher: string): Record<string, unknown> {
  const ids = Array.from({ length: 1000 }, (_, i) => `id-${i}`);
  const isList = (name: string): boolean =>
    new RegExp(`\\$${name}\\[|(?:UNWIND|IN) \\$${name}\\b|size\\(\\$${name}\\)`).test(cypher);
  return Object.fromEntries(
    [...cypher.matchAll(/\$(\w+)/g)].map(([, name]): [string, unknown] => [name, isList(name) ? ids : 'id-1']),
  );
}

function operators({ operatorType, arguments: { Details: details }, children }: Plan): string[] {
  return [`${operatorType} ${details}`, ...children.flatMap(operators)];
}

describe('the plans of statements', function () {
  this.timeout(120_000);
  let driver: Driver;
  let graph: GraphConnection;
  const folderOf = temporaryFolder();

  before(async function () {
    this.timeout(serversTimeout);
    const servers = await testServers();
    await emptyGraph(servers);
    graph = await GraphConnection.open(servers.neo4j);
    await ensureSchema(graph);
    await graph.writeImplicit('schema/snapshot-id');
    await ensureEmbeddingIndex(graph, 2);
    driver = neo4j.driver(servers.neo4j.uri, neo4j.auth.basic(servers.neo4j.user, servers.neo4j.password));
  });
  after(async () => {
    await emptyGraph(await testServers());
    await driver.close();
    await graph.close();
  });

  async function scansOf(name: StatementName): Promise<string[]> {
    const cypher = library.text(name);
    const { summary } = await driver.executeQuery(`EXPLAIN ${cypher}`, parametersOf(cypher));
    if (summary.plan === false) throw new Error(`${name} has no plan.`);
    return operators(summary.plan).filter((operator) => operator.includes('Scan'));
  }

  async function seekEverything(): Promise<void> {
    await driver.executeQuery('CALL db.clearQueryCaches()');
    for (const name of named('write').filter((each) => !WHOLE.includes(each))) {
      const scans = await scansOf(name);
      const bad = OF_SNAPSHOTS.includes(name) ? scans.filter((scan) => !scan.includes('Snapshot')) : scans;
      expect(bad, name).to.deep.equal([]);
    }
    for (const name of named('read').filter((each) => BY_ID.test(each))) {
      expect(await scansOf(name), name).to.deep.equal([]);
    }
  }

  it('seek by index what has an id, when made in an empty graph', seekEverything);

  it('seek as well when made before the indexes are counted', async () => {
    await driver.executeQuery(
      `UNWIND range(1, 1000) AS i
       CREATE (:Category {categoryId: toString(i)}), (:Product {productId: toString(i)}), (:User {userId: toString(i)}),
              (:Snapshot {snapshotId: toString(i)})`,
    );
    await seekEverything();
  });

  it('let an empty graph take categories in a time that grows with their number alone', async () => {
    await emptyGraph(await testServers());
    await driver.executeQuery('CALL db.clearQueryCaches()');
    const numbers = Array.from({ length: 20_000 }, (_, i) => i);
    const seconds = async (file: string, lines: readonly string[]): Promise<number> => {
      const path = join(folderOf(), file);
      await writeFile(path, `${lines.join('\n')}\n`);
      const began = performance.now();
      await importFiles(graph, { paths: [path], rejectsPath: join(folderOf(), 'rejects.csv') });
      return (performance.now() - began) / 1000;
    };
    const categories = await seconds('categories.csv', [
      'category_id,name,parent_id',
      ...numbers.map((i) => `c${i},Category ${i},${i === 0 ? '' : `c${Math.floor(i / 20)}`}`),
    ]);
    const products = await seconds('products.csv', [
      'product_id,category_id,title,price',
      ...numbers.slice(0, 5000).map((i) => `p${i},c${i},Product ${i},1`),
    ]);
    // Four times as many, which take about as long; by a scan for each they take minutes.
    expect(categories / products).to.be.below(10);
  });
});

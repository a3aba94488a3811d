import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import neo4j, { type Driver } from 'neo4j-driver';
import {
  ensureSchema,
  exploreLibrary,
  findStatement,
  GraphConnection,
  statementParameters,
} from '../../src/storage/neo4j/index.js';
import type { ServerConnections } from '../../src/core/index.js';
import { ensureEmbeddingIndex } from '../../src/storage/neo4j/write-back/embedding-index.js';
import { onlyJson, run, type Outcome } from '../e2e/command-line.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { emptyGraph, serversTimeout, testServers } from '../support/servers.js';
import { EXPLORE_ANSWERS } from './explore-answers.js';
import { createExploreShop } from './explore-shop.js';

const LIMITS = { timeout: 30_000, rows: 1000 };

describe("the analysts' statements", function () {
  this.timeout(120_000);
  const library = exploreLibrary();
  let servers: ServerConnections;
  let graph: GraphConnection;
  let driver: Driver;

  before(async function () {
    this.timeout(serversTimeout);
    servers = await testServers();
    await emptyGraph(servers);
    graph = await GraphConnection.open(servers.neo4j);
    await ensureSchema(graph);
    await ensureEmbeddingIndex(graph, 2);
    driver = neo4j.driver(servers.neo4j.uri, neo4j.auth.basic(servers.neo4j.user, servers.neo4j.password), {
      disableLosslessIntegers: true,
    });
    await createExploreShop(driver);
    await driver.executeQuery('CALL db.awaitIndexes()');
  });
  after(async () => {
    await emptyGraph(servers);
    await driver.close();
    await graph.close();
  });

  it('are all answered by hand', () => {
    expect(Object.keys(EXPLORE_ANSWERS).sort()).to.deep.equal(library.map(({ name }) => name));
    expect(library).to.have.length.of.at.least(24);
  });

  for (const [name, answers] of Object.entries(EXPLORE_ANSWERS)) {
    it(`${name} gives what was counted by hand`, async () => {
      const statement = findStatement(library, name);
      for (const { given = {}, rows } of answers) {
        const parameters = statementParameters(statement, new Map(Object.entries(given)));
        const result = await graph.runReadOnly(statement.cypher, parameters, LIMITS);
        expect(result.rows, JSON.stringify(given)).to.deep.equal(rows);
      }
    });
  }

  it('run with their standard parameters, whatever the shop', async () => {
    for (const statement of library) {
      await graph.runReadOnly(statement.cypher, statementParameters(statement, new Map()), LIMITS);
    }
  });

  it('keep categories of one name apart', async () => {
    await driver.executeQuery("MATCH (mats:Category {categoryId: 'mats'}) SET mats.name = 'Tents'");
    const counted: Record<string, number> = { 'category-coverage': 3, 'list-sources': 3, 'snapshot-turnover': 4 };
    for (const [name, rows] of Object.entries(counted)) {
      const statement = findStatement(library, name);
      const result = await graph.runReadOnly(statement.cypher, statementParameters(statement, new Map()), LIMITS);
      expect(result.rows, name).to.have.length(rows);
    }
    await driver.executeQuery("MATCH (mats:Category {categoryId: 'mats'}) SET mats.name = 'Mats'");
  });

  it('find products, users and categories by index, never by a scan for one', async () => {
    for (const { name, cypher, parameters } of library) {
      const { summary } = await driver.executeQuery(
        `EXPLAIN ${cypher}`,
        Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.standard])),
      );
      const operators = JSON.stringify(summary.plan);
      if (/\{(productId|userId|categoryId): \$/.test(cypher)) expect(operators, name).to.match(/NodeUniqueIndexSeek/);
      expect(operators, name).not.to.contain('AllNodesScan');
    }
  });

  describe('read-only runs', () => {
    const refused: Record<string, string> = {
      'a write': 'MATCH (p:Product) SET p.price = 0',
      'a write behind a read': 'MATCH (p:Product) CALL (p) { CREATE (x:Odd) RETURN x } RETURN x',
      'a procedure that writes':
        "MATCH (p:Product) CALL db.create.setNodeVectorProperty(p, 'embedding', [1.0, 1.0]) RETURN p",
      'a change of the schema': 'CREATE INDEX odd FOR (p:Product) ON (p.odd)',
      'a change of users': "CREATE USER odd SET PASSWORD 'oddoddodd'",
      "ending others' transactions": "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
      'reading a file': "LOAD CSV FROM 'file:///odd.csv' AS line RETURN line",
      'a write hidden from EXPLAIN': 'PROFILE MATCH (p:Product) SET p.price = 0',
    };
    for (const [what, cypher] of Object.entries(refused)) {
      it(`refuse ${what}`, async () => {
        const before = await driver.executeQuery('MATCH (n) RETURN count(n) AS n, sum(n.price) AS prices');
        const error = await rejection(graph.runReadOnly(cypher, {}, LIMITS));
        expect(error)
          .to.have.property('code')
          .that.is.oneOf(['not-read-only', 'invalid-statement', 'statement-not-allowed']);
        const after = await driver.executeQuery('MATCH (n) RETURN count(n) AS n, sum(n.price) AS prices');
        expect(after.records[0].toObject()).to.deep.equal(before.records[0].toObject());
      });
    }

    const notAllowed: Record<string, string> = {
      'the transactions of others': 'SHOW TRANSACTIONS',
      'the same in other letters':
        "/* x */ show // y\n transaction 'neo4j-transaction-1' YIELD currentQuery, parameters",
      'the same behind what may be shown': 'SHOW INDEXES YIELD name SHOW TRANSACTIONS YIELD currentQuery RETURN name',
      'the settings of the server': 'SHOW SETTINGS YIELD name, value',
      'the users of the server': 'SHOW USERS',
      'its databases': 'SHOW DATABASES',
      'another database': 'USE system CALL dbms.components() YIELD name RETURN name',
      'the statements of others': "CALL db.stats.retrieve('QUERIES')",
      'a fresh plan for all': 'CALL db.prepareForReplanning()',
      'connections of others': 'CALL dbms.listConnections() YIELD connectionId RETURN connectionId',
      'what ends the server': 'RETURN size(reduce(s = "x", i IN range(1, 40) | s + s))',
    };
    for (const [what, cypher] of Object.entries(notAllowed)) {
      it(`refuse ${what}`, async () => {
        const error = await rejection(graph.runReadOnly(cypher, {}, LIMITS));
        expect(error)
          .to.have.property('code')
          .that.is.oneOf(['statement-not-allowed', 'statement-too-large', 'invalid-statement', 'not-read-only']);
      });
    }

    it('say what may be shown, of users too', async () => {
      for (const cypher of ['SHOW USERS', 'SHOW TRANSACTIONS']) {
        const error = await rejection(graph.runReadOnly(cypher, {}, LIMITS));
        expect(error, cypher).to.have.property('code', 'statement-not-allowed');
        expect(error.message, cypher).to.match(/^Of SHOW commands /);
      }
    });

    it('may ask what the graph is made of', async () => {
      for (const cypher of [
        'CALL db.labels() YIELD label RETURN label',
        'CALL db.schema.nodeTypeProperties()',
        'CALL db.index.vector.queryNodes("product_embedding", 1, [1.0, 0.0]) YIELD node RETURN node.productId',
        'SHOW INDEXES YIELD name',
        'SHOW CONSTRAINTS',
        'SHOW FUNCTIONS YIELD name',
      ]) {
        expect((await graph.runReadOnly(cypher, {}, LIMITS)).rows, cypher).not.to.have.length(0);
      }
    });

    it('end at the time limit', async () => {
      const endless =
        'UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = -1 RETURN count(*)';
      const began = performance.now();
      const error = await rejection(graph.runReadOnly(endless, {}, { timeout: 1000, rows: 10 }));
      expect(performance.now() - began).to.be.below(5000);
      expect(error).to.have.property('code', 'statement-timeout');
    });

    it('read no more rows than asked for, and say that there were more', async () => {
      const result = await graph.runReadOnly('UNWIND range(1, 5000) AS n RETURN n', {}, { timeout: 30_000, rows: 3 });
      expect(result).to.deep.equal({ columns: ['n'], rows: [[1], [2], [3]], cut: true, oddities: [] });
    });

    it('say what is wrong with a statement', async () => {
      const error = await rejection(graph.runReadOnly('MATCH (n RETURN n', {}, LIMITS));
      expect(error).to.have.property('code', 'invalid-statement');
      expect(error)
        .to.have.property('message')
        .that.matches(/\(line 1, column \d+\)\n"MATCH \(n RETURN n"/);
      expect(await rejection(graph.runReadOnly('RETURN $x', {}, LIMITS))).to.have.property('code', 'invalid-statement');
    });

    it('give the place of an error as the statement has it', async () => {
      const error = await rejection(graph.runReadOnly('MATCH (n)\nRETRUN n', {}, LIMITS));
      expect(error).to.have.property('message').that.contains('(line 2, column 1)\n"RETRUN n"\n ^');
    });

    it('ask to leave EXPLAIN and PROFILE out', async () => {
      const error = await rejection(graph.runReadOnly('PROFILE RETURN 1 AS n', {}, LIMITS));
      expect(error).to.have.property('message').that.contains('Leave EXPLAIN and PROFILE out');
    });

    it('name what is nowhere in the graph', async () => {
      const { oddities } = await graph.runReadOnly('MATCH (p:Prodct) RETURN p.titel', {}, LIMITS);
      expect(oddities).to.have.length(2);
      expect(oddities[0]).to.contain('`Prodct` does not exist');
      expect(oddities[1]).to.contain('`titel` does not exist');
    });

    it('keep numbers that JSON has not', async () => {
      const { rows } = await graph.runReadOnly('RETURN 1.0 / 0 AS a, 0.0 / 0 AS b', {}, LIMITS);
      expect(rows).to.deep.equal([['Infinity', 'NaN']]);
    });

    it('give nodes, relationships, paths and times as plain values', async () => {
      const { rows } = await graph.runReadOnly(
        "MATCH p = (u:User {userId: 'u4'})-[:PURCHASED]->(t) RETURN p, date('2024-05-01') AS day, {a: [1, time('10:00Z')]} AS map",
        {},
        LIMITS,
      );
      const [[path, day, map]] = rows;
      expect(path).to.have.length(3);
      expect((path as object[])[0]).to.deep.equal({ labels: ['User'], userId: 'u4' });
      expect((path as object[])[1]).to.deep.equal({
        type: 'PURCHASED',
        eventId: 'o5t1',
        orderId: 'o5',
        at: '2024-07-15T00:00:00Z',
      });
      expect([day, map]).to.deep.equal(['2024-05-01', { a: [1, '10:00:00Z'] }]);
    });
  });

  describe('on the command line', () => {
    const folder = temporaryFolder();
    const cypher = (...args: string[]): Promise<Outcome> =>
      run(['cypher', ...args], {
        ...process.env,
        NEO4J_URI: servers.neo4j.uri,
        NEO4J_USER: servers.neo4j.user,
        NEO4J_PASSWORD: servers.neo4j.password,
        REDIS_URL: servers.redis.url,
      });
    async function file(text: string): Promise<string> {
      const path = join(folder(), 'own.cypher');
      await writeFile(path, text);
      return path;
    }

    it('run by name, with parameters, as a table, CSV or JSON', async () => {
      const asked = ['also-consider', '--param', 'product=t1'];
      const table = await cypher(...asked);
      expect(table.stdout.split('\n').slice(0, 2)).to.deep.equal([
        'rank  productId  title      category  score  source  support',
        '   1  m1         Foam mat   Mats        0.5  graph         2',
      ]);
      const csv = await cypher(...asked, '--format', 'csv');
      expect(csv.stdout.split('\n')[2]).to.equal('2,s1,Gas stove,Stoves,0.3,graph,1');
      const lines = await cypher(...asked, '--format', 'json');
      expect(JSON.parse(lines.stdout.split('\n')[0])).to.include({ rank: 1, productId: 'm1' });
      const whole = onlyJson(await cypher(...asked, '--json'));
      expect(whole['rows']).to.have.length(2);
      expect(whole).to.deep.include({ cut: false });
    });

    it('run from a file that was pasted from, and refuse one that writes', async () => {
      const own = await file(':param product => 1;\n\nMATCH (p:Product {productId: $id}) RETURN p.title AS title;\n');
      expect((await cypher('--file', own, '--param', 'id=m1')).stdout).to.equal('title\nFoam mat\n');
      const writing = await cypher('--file', await file('MATCH (p:Product) DETACH DELETE p'), '--json');
      expect(writing.code).to.equal(2);
      expect(JSON.parse(writing.stderr)).to.have.nested.property('error.code', 'not-read-only');
      const { records } = await driver.executeQuery('MATCH (p:Product) RETURN count(p) AS n');
      expect(records[0].get('n')).to.equal(8);
    });

    it('say so where there are no lists in the graph yet', async () => {
      await driver.executeQuery('MATCH (live:Snapshot {live: true}) SET live.live = false');
      const outcome = await cypher('hubs');
      const faults = await cypher('orphan-categories');
      await driver.executeQuery("MATCH (now:Snapshot {snapshotId: 'now'}) SET now.live = true");
      expect(faults.stderr).to.contain('"alongside embed" writes them');
      expect(outcome.stderr).to.contain('"alongside embed" writes them');
      expect((await cypher('hubs')).stderr).to.equal('');
    });

    const unknown: Record<string, readonly [args: readonly string[], says: string]> = {
      'an id that the shop has not': [
        ['also-consider', '--param', 'product=nobody'],
        'The shop has no product "nobody".',
      ],
      'a name for an id, and say which id is meant': [
        ['campaign-segment', '--param', 'category=TENT', '--param', 'related=mats'],
        'The shop has no category "TENT". Did you mean tents (Tents)?',
      ],
      "the sample shop's ids where the shop is another": [['user-journey'], 'The shop has no customer "c06962".'],
    };
    for (const [what, [args, says]] of Object.entries(unknown)) {
      it(`refuse ${what}`, async () => {
        const { code, stderr, stdout } = await cypher(...args);
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
        expect(stderr).to.contain(says);
      });
    }

    it('say what it means that nothing was found', async () => {
      const outcome = await cypher('suspicious-users');
      expect(outcome.stdout).to.match(/\(nothing\)\n$/);
      expect(outcome.stderr).to.equal('Nobody has that many events.\n');
    });

    it('say which names of an own statement are nowhere in the graph', async () => {
      const outcome = await cypher('--file', await file('MATCH (p:Prodct) RETURN p'));
      expect(outcome.stderr).to.contain('`Prodct` does not exist');
      expect((await cypher('basket-sizes')).stderr).to.equal('');
    });

    it('end at the time limit with exit code 1', async () => {
      const endless = await file(
        'UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a WHERE a < 0 RETURN a',
      );
      const outcome = await cypher('--file', endless, '--timeout', '1');
      expect(outcome.code).to.equal(1);
      expect(outcome.stderr).to.contain('ended after 1 s');
    });
  });
});

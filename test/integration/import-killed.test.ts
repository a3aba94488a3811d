import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { countGraph, emptyGraph, GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';
import { connectionEnvironment, type ServerConnections } from '../../src/core/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { serversTimeout, testServers } from '../support/servers.js';
import { graphHash, largerShop, writeShop } from './import-fixture.js';

const child = fileURLToPath(new URL('import-child.js', import.meta.url));

/** Several of an importer's batches, so that it can be killed between them. */
const EVENTS = 25_000;

describe('an import that is killed', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let servers: ServerConnections;
  let graph: GraphConnection;

  before(async function () {
    this.timeout(serversTimeout);
    servers = await testServers();
    graph = await GraphConnection.open(servers.neo4j);
    await emptyGraph(graph);
  });
  after(async () => {
    await emptyGraph(graph);
    await graph.close();
  });

  /** Starts an importer and kills it without warning once `when` holds. */
  async function importAndKill(shop: string, rejects: string, when: () => Promise<boolean>): Promise<void> {
    const importer = spawn(process.execPath, [child, shop, rejects], {
      env: { ...process.env, ...connectionEnvironment(servers) },
      stdio: 'inherit',
    });
    const exit = once(importer, 'exit');
    while (importer.exitCode === null && !(await when())) await wait(5);
    importer.kill('SIGKILL');
    await exit;
    expect(importer.signalCode, 'the importer was done before it was killed').to.equal('SIGKILL');
  }

  it('leaves a graph that the next import completes to what an undisturbed one makes', async () => {
    const shop = await writeShop(folder(), 'shop', largerShop(EVENTS));
    const rejects = join(folder(), 'rejects.csv');
    await importFiles(graph, { paths: [shop], rejectsPath: rejects });
    const undisturbed = await graphHash(servers);

    await emptyGraph(graph);
    await importAndKill(shop, rejects, async () => (await countGraph(graph)).categories > 0);
    let before = 0;
    for (let kills = 0; kills < 2; kills++) {
      const { events } = await countGraph(graph);
      before = events;
      await importAndKill(shop, rejects, async () => (await countGraph(graph)).events > before);
    }
    expect((await countGraph(graph)).events).to.be.within(1, EVENTS - 1);
    await importFiles(graph, { paths: [shop], rejectsPath: rejects });
    expect(await graphHash(servers)).to.equal(undisturbed);
  });
});

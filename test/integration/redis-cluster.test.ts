import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment, type ServerConnections } from '../../src/core/index.js';
import { clearSnapshots, listSnapshots, markCluster, openRedis } from '../../src/storage/redis/index.js';
import { serversOf } from '../../src/storage/redis/redis-cluster.js';
import { onlyJson, run, start, type Outcome } from '../e2e/command-line.js';
import { ask } from '../serving/http/api-fixture.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { TestCluster } from '../support/redis-cluster.js';
import { serversTimeout } from '../support/servers.js';
import { importShop, writeSmallShop } from './shop-fixture.js';

describe('a Redis Cluster of three nodes', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let cluster: TestCluster;
  let redis: Redis;
  let env: NodeJS.ProcessEnv;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    cluster = await TestCluster.start();
    redis = await openRedis(await markCluster(cluster.url));
    const servers: ServerConnections = { ...opened.servers, redis: { url: cluster.url } };
    env = { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_HOME: join(folder(), 'home') };
  });
  after(async () => {
    redis.disconnect();
    await cluster.stop();
    await opened.close();
  });

  const alongside = (...args: string[]): Promise<Outcome> => run(args, env);
  const succeeded = async (...args: string[]): Promise<Record<string, unknown>> => {
    const outcome = await alongside(...args, '--json');
    expect(outcome.code, `${args.join(' ')}: ${outcome.stderr}`).to.equal(0);
    return onlyJson(outcome);
  };

  it('holds snapshots that are switched, listed and cleared as on one server', async () => {
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await publishShop(redis, plantedShop(20, i), id);
    expect(serversOf(redis)).to.have.length(3);
    const found = await listSnapshots(redis);
    expect(found.map(({ id }) => id).sort()).to.deep.equal(['a', 'b', 'c', 'd']);
    expect(found.filter(({ live }) => live).map(({ id }) => id)).to.deep.equal(['d']);
    for (const { pointers, expiresIn } of found) expect(expiresIn === null).to.equal(pointers.length > 0);
    expect(await clearSnapshots(redis)).to.be.greaterThan(0);
    expect(await listSnapshots(redis)).to.deep.equal([]);
  });

  it('is all that embed, recommend, serve and their kin need', async () => {
    const shop = await writeSmallShop(join(folder(), 'shop'), { customers: 80, orders: 250 });
    await importShop(opened.graph, join(folder(), 'shop'));
    const { productId } = shop.products[0];
    const serve = start(['serve', '--port', '0', '--json', '--with-worker'], env);
    try {
      while (!serve.said.stdout.includes('\n')) {
        expect(serve.process.exitCode, serve.said.stderr).to.equal(null);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      const { url } = JSON.parse(serve.said.stdout) as { url: string };
      // Taken by the worker of the service.
      const embedded = await succeeded('embed', '--provider', 'cpu');
      expect(embedded).to.include({ changed: true });
      const list = await ask(`${url}/v1/products/${productId}/also-consider`);
      expect(list.body).to.include({ snapshot: embedded['snapshot'] });
      expect(list.headers.get('alongside-stale')).to.equal(null);
      expect((await ask(`${url}/readyz`)).status).to.equal(200);
      expect(await succeeded('recommend', productId)).to.include({ snapshot: embedded['snapshot'] });
      expect(await succeeded('status')).to.have.nested.property('live.snapshot', embedded['snapshot']);
      serve.process.kill('SIGTERM');
      const { code, signal, stderr } = await serve.outcome;
      expect({ code, signal }, stderr).to.deep.equal({ code: 0, signal: null });
    } finally {
      serve.process.kill('SIGKILL');
    }
    expect(await succeeded('reset', '--yes')).to.be.an('object');
    expect(await redis.get('alongside:live')).to.equal(null);
  });

  it('refuses a database of another number at once', async () => {
    env = { ...env, REDIS_URL: `${cluster.url}/3` };
    const outcome = await alongside('versions');
    expect(outcome.code).to.equal(2);
    expect(outcome.stderr).to.match(
      /database "?3"?, which the Redis at .+ does not have|is a cluster, which has no database "3"/,
    );
  });
});

import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment, type ServerConnections } from '../../src/core/index.js';
import { countGraph, type GraphConnection } from '../../src/storage/neo4j/index.js';
import type { SampleShop } from '../../src/shop/sample/index.js';
import { ask } from '../serving/http/api-fixture.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { snapshotBytes, writeSmallShop } from '../integration/shop-fixture.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { onlyJson, run, start, type Outcome } from './command-line.js';

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly reason?: string;
}

describe('the command line', function () {
  this.timeout(360_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let servers: ServerConnections;
  let env: NodeJS.ProcessEnv;
  let graph: GraphConnection;
  let redis: Redis;
  let shop: SampleShop;
  let files: string;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ servers, graph, redis } = opened);
    env = { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_HOME: join(folder(), 'home') };
    files = join(folder(), 'shop');
    // More events than an import writes at a time, so that it can be killed between two.
    shop = await writeSmallShop(files, { customers: 400, orders: 2000 });
  });
  after(async () => {
    await opened.close();
  });

  const alongside = (...args: string[]): Promise<Outcome> => run(args, env);
  const succeeded = (outcome: Outcome): Outcome => {
    expect(outcome.code, outcome.stderr).to.equal(0);
    return outcome;
  };
  const failure = (outcome: Outcome): Failure =>
    (JSON.parse(outcome.stderr.trimEnd().split('\n').at(-1) ?? '') as { error: Failure }).error;

  describe('before anything was imported', () => {
    it('shows an empty home', async () => {
      const status = onlyJson(succeeded(await alongside('status', '--json')));
      expect(status).to.include({ live: null, backlog: 0 });
      expect(status['graph']).to.deep.equal({ users: 0, products: 0, categories: 0, events: 0 });
      const none = { waiting: 0, active: 0, failed: 0 };
      expect(status['queues']).to.deep.equal({ train: none, embed: none, publish: none });
    });

    it('fails with 1 and says what to do where lists are asked for', async () => {
      const asked = await alongside('recommend', 'x');
      expect(asked).to.include({ code: 1, stdout: '' });
      expect(asked.stderr).to.contain('alongside embed').and.not.contain('    at ');
      const machine = await alongside('recommend', 'x', '--json');
      expect(machine).to.include({ code: 1, stdout: '' });
      expect(failure(machine)).to.include({ code: 'no-snapshot' });
    });

    it('fails with 1 when there is nothing to embed', async () => {
      const outcome = await alongside('embed', '--json');
      expect(outcome).to.include({ code: 1, stdout: '' });
      expect(failure(outcome).code).to.equal('job-failed');
      expect(failure(outcome).message).to.contain('alongside import');
    });
  });

  it('takes bad usage for what it is: exit code 2, nothing on stdout, before any server is looked for', async () => {
    const nowhere = { ...env, NEO4J_URI: '', REDIS_URL: '' };
    const usages = [
      ['fly'],
      ['embed', '--wings'],
      ['embed', '--layer', 'mlp'],
      ['embed', '--seed', '-1'],
      ['embed', '--level', 'root'],
      ['import'],
      ['recommend'],
      ['recommend', 'x', '--top', '0'],
      ['recommend', 'x', '--top', 'ten'],
      ['recommend', 'x', '--max-per-category', '0'],
      ['recommend', '--batch', 'q.csv'],
      ['recommend', 'x', '--batch', 'q.csv', '--out', 'l.csv'],
      ['serve', '--port', '70000'],
      ['serve', '--port', ''],
      ['train', '--depth', '5'],
      ['train', '--text', 'bert'],
      ['train', '--steps', 'many'],
      ['embed', '--model', 'newest'],
      ['embed', '--untrained', '--model', '0123456789abcdef'],
      ['reset'],
    ];
    await Promise.all(
      usages.map(async (args) => {
        const outcome = await run(args, nowhere);
        expect(outcome.code, `${args.join(' ')}: ${outcome.stderr}`).to.equal(2);
        expect(outcome.stdout).to.equal('');
        expect(outcome.stderr).not.to.equal('');
      }),
    );
  });

  it('fails with 1 where no servers run, and says how to start them', async () => {
    const home = join(folder(), 'empty-home');
    const outcome = await run(['embed', '--json', '--home', home], { ...env, NEO4J_URI: '', REDIS_URL: '' });
    expect(outcome).to.include({ code: 1, stdout: '' });
    expect(failure(outcome)).to.include({ code: 'servers-not-running' });
    expect(failure(outcome).message).to.contain('alongside up');
  });

  it('explains itself on stdout when asked to', async () => {
    for (const args of [['--help'], ['import', '--help'], ['recommend', '--help'], ['--version']]) {
      const outcome = succeeded(await alongside(...args));
      expect(outcome.stdout).not.to.equal('');
      expect(outcome.stderr).to.equal('');
    }
  });

  let popular: string;

  describe('on the sample shop', () => {
    before(() => {
      const counts = new Map<string, number>();
      for (const { productId, type } of shop.events) {
        if (type === 'purchase') counts.set(productId, (counts.get(productId) ?? 0) + 1);
      }
      [[popular]] = [...counts].sort(([, a], [, b]) => b - a);
    });

    it('imports, and finds everything already there the second time', async () => {
      const first = onlyJson(succeeded(await alongside('import', files, '--json')));
      expect(first['total']).to.include({ rejected: 0 });
      expect(first['ignored']).to.deep.equal([join(files, 'complements.csv')]);
      const second = onlyJson(succeeded(await alongside('import', files, '--json')));
      const events = (second['files'] as { kind: string; written: number; alreadyThere: number }[]).find(
        ({ kind }) => kind === 'events',
      );
      expect(events).to.include({ written: 0, alreadyThere: shop.events.length });
    });

    it('embeds in a worker of its own where none runs, and then finds nothing new', async () => {
      const first = succeeded(await alongside('embed', '--json', '--provider', 'cpu'));
      expect(onlyJson(first)).to.include({ changed: true, products: 300, events: shop.events.length });
      expect(first.stderr).to.contain('reading events').and.contain('writing lists');
      const second = onlyJson(succeeded(await alongside('embed', '--json', '--provider', 'cpu')));
      expect(second).to.include({ changed: false, snapshot: onlyJson(first)['snapshot'] });
    });

    it('shows what is there', async () => {
      const status = onlyJson(succeeded(await alongside('status', '--json')));
      expect(status['graph']).to.include({ products: 300, events: shop.events.length });
      expect(status['live']).to.include({ snapshot: await redis.get('alongside:live') });
      const text = succeeded(await alongside('status')).stdout;
      expect(text)
        .to.contain('300 products')
        .and.contain(String(await redis.get('alongside:live')));
    });

    it('recommends with reasons, as text and as JSON', async () => {
      const list = onlyJson(succeeded(await alongside('recommend', popular, '--top', '5', '--json')));
      const items = list['items'] as { productId: string; reason: string; title: string }[];
      expect(items).to.have.length(5);
      const { stdout } = succeeded(await alongside('recommend', popular, '--top', '5'));
      for (const { title, reason } of items) expect(stdout).to.contain(title).and.contain(reason);
    });

    it('leaves out unknown products of a basket with a note, and fails where none is known', async () => {
      const outcome = succeeded(await alongside('recommend', popular, 'nobody', '--json'));
      expect(onlyJson(outcome)['unknown']).to.deep.equal(['nobody']);
      expect(outcome.stderr).to.contain('nobody');
      const unknown = await alongside('recommend', 'nobody', '--json');
      expect(unknown).to.include({ code: 1, stdout: '' });
      expect(failure(unknown).code).to.equal('unknown-product');
      const category = await alongside('recommend', popular, '--include-category', 'boats', '--json');
      expect(category).to.include({ code: 2, stdout: '' });
    });

    it('answers a file of queries with the lists that single questions get', async () => {
      const products = shop.products.filter((_, i) => i % 100 === 0).map(({ productId }) => productId);
      const queries = join(folder(), 'queries.csv');
      const out = join(folder(), 'lists.csv');
      await writeFile(queries, `query_id,product_id\n${products.map((id, i) => `q${String(i)},${id}\n`).join('')}`);
      const report = onlyJson(
        succeeded(await alongside('recommend', '--batch', queries, '--out', out, '--top', '4', '--json')),
      );
      expect(report).to.include({ queries: products.length, unknown: 0 });
      const rows = (await readFile(out, 'utf8')).trimEnd().split('\n').slice(1);
      for (const [i, product] of products.entries()) {
        const { items } = onlyJson(await alongside('recommend', product, '--top', '4', '--json')) as unknown as {
          items: { productId: string }[];
        };
        const own = rows.filter((row) => row.startsWith(`q${String(i)},`)).map((row) => row.split(',')[2]);
        expect(own).to.deep.equal(items.map(({ productId }) => productId));
      }
      await writeFile(queries, 'query_id,product_id\nq1,\n');
      const broken = await alongside('recommend', '--batch', queries, '--out', out, '--json');
      expect(broken).to.include({ code: 2, stdout: '' });
      expect(failure(broken).message).to.contain('Line 2');
    });

    it('serves lists until it is told to stop', async () => {
      const serving = start(['serve', '--port', '0', '--json'], env);
      while (!serving.said.stdout.includes('\n') && serving.process.exitCode === null) await wait(20);
      const { url } = JSON.parse(serving.said.stdout) as { url: string };
      const reply = await ask(`${url}/v1/products/${popular}/also-consider`);
      expect(reply.status).to.equal(200);
      serving.process.kill('SIGTERM');
      expect(
        succeeded(await serving.outcome)
          .stdout.trimEnd()
          .split('\n'),
      ).to.have.length(1);
    });

    it('queues without waiting, for a worker that is started later and stopped by a signal', async () => {
      const queued = onlyJson(
        succeeded(await alongside('embed', '--no-wait', '--full', '--provider', 'cpu', '--json')),
      );
      expect(queued).to.have.property('job');
      const { embed } = onlyJson(await alongside('status', '--json'))['queues'] as { embed: object };
      expect(embed).to.include({ waiting: 1, active: 0 });
      const worker = start(['worker'], env);
      while (!worker.said.stderr.includes('job finished') && worker.process.exitCode === null) await wait(50);
      worker.process.kill('SIGTERM');
      expect(succeeded(await worker.outcome).stdout).to.equal('');
    });
  });

  describe('with a trained model', () => {
    it('trains, embeds with the new model, and recommends from it', async () => {
      const trained = succeeded(await alongside('train', '--steps', '60', '--provider', 'cpu', '--json'));
      const { model, validation } = onlyJson(trained);
      expect(validation).to.have.property('ndcg').that.is.greaterThan(0.2);
      expect(trained.stderr).to.contain('reading events').and.contain('training');
      expect(onlyJson(succeeded(await alongside('embed', '--provider', 'cpu', '--json')))).to.include({ model });
      const list = onlyJson(succeeded(await alongside('recommend', popular, '--top', '5', '--json')));
      expect(list).to.include({ model });
      expect(list['items']).to.have.length(5);
      const back = onlyJson(succeeded(await alongside('embed', '--untrained', '--provider', 'cpu', '--json')));
      expect(back['model']).not.to.equal(model);
    });

    it('goes on with the model in use on one category, and says why it cannot on an unknown one', async () => {
      const category = shop.products[0].categoryId;
      const said = succeeded(await alongside('train', '--category', category, '--steps', '5', '--provider', 'cpu'));
      expect(said.stdout).to.contain('NDCG@10').and.contain('alongside embed');
      const unknown = await alongside('train', '--category', 'boats', '--json');
      expect(unknown).to.include({ code: 2, stdout: '' });
      expect(failure(unknown)).to.include({ code: 'unknown-category', category: 'boats' });
      await rm(join(folder(), 'home', 'models'), { recursive: true });
    });
  });

  describe('killed in the middle', () => {
    let undisturbed: Record<string, string>;

    before(async () => {
      undisturbed = await snapshotBytes(redis);
    });

    it('embeds the same bytes the next time, and the old lists stay live until then', async () => {
      succeeded(await alongside('embed', '--seed', '9', '--provider', 'cpu', '--json'));
      const standing = await snapshotBytes(redis);
      await redis.unlink(...(await redis.keys(`alongside:{${undisturbed['live']}}:*`)));

      const embedding = start(['embed', '--provider', 'cpu'], env);
      while (!embedding.said.stderr.includes('fitting') && embedding.process.exitCode === null) await wait(5);
      embedding.process.kill('SIGKILL');
      expect((await embedding.outcome).signal).to.equal('SIGKILL');
      expect(await snapshotBytes(redis)).to.deep.equal(standing);

      succeeded(await alongside('embed', '--provider', 'cpu', '--json'));
      expect(await snapshotBytes(redis)).to.deep.equal(undisturbed);
    });

    it('imports the rest the next time, and embeds the same bytes', async () => {
      succeeded(await alongside('reset', '--yes'));
      expect(await countGraph(graph)).to.include({ products: 0, events: 0 });
      const importing = start(['import', files], env);
      while ((await countGraph(graph)).events === 0 && importing.process.exitCode === null) await wait(2);
      importing.process.kill('SIGKILL');
      expect((await importing.outcome).signal).to.equal('SIGKILL');
      expect((await countGraph(graph)).events).to.be.within(1, shop.events.length - 1);

      succeeded(await alongside('import', files));
      succeeded(await alongside('embed', '--provider', 'cpu'));
      expect(await snapshotBytes(redis)).to.deep.equal(undisturbed);
    });
  });

  describe('at the end', () => {
    it('empties the home only when told to mean it', async () => {
      expect(await alongside('reset')).to.include({ code: 2 });
      expect((await countGraph(graph)).products).to.equal(300);
      succeeded(await alongside('train', '--steps', '5', '--provider', 'cpu'));
      expect(existsSync(join(folder(), 'home', 'models'))).to.equal(true);
      expect(onlyJson(succeeded(await alongside('reset', '--yes', '--json')))).to.deep.equal({ reset: true });
      expect(existsSync(join(folder(), 'home', 'models'))).to.equal(false);
      expect(await countGraph(graph)).to.deep.equal({ users: 0, products: 0, categories: 0, events: 0 });
      expect(await redis.keys('alongside:*')).to.deep.equal([]);
    });
  });
});

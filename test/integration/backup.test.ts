import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment, noProgress } from '../../src/core/index.js';
import { restoreBackup, saveBackup, type BackupManifest } from '../../src/operations/backup/index.js';
import { trainFromGraph } from '../../src/operations/jobs/train/train-from-graph.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { RuleBook, ruleDocumentSchema } from '../../src/serving/rules/index.js';
import { eventColumns, holdingEvents, type GraphConnection } from '../../src/storage/neo4j/index.js';
import { ModelStore } from '../../src/storage/models/index.js';
import { trainJobSchema } from '../../src/storage/queue/index.js';
import { onlyJson, run, start } from '../e2e/command-line.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { emptyServers, serversTimeout } from '../support/servers.js';
import { embedHere, importShop, snapshotBytes, writeSmallShop } from './shop-fixture.js';
import { wholeGraph } from './whole-graph.js';

describe('a backup', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let graph: GraphConnection;
  let redis: Redis;
  let models: ModelStore;
  let env: NodeJS.ProcessEnv;
  let queries: string;
  const saved = (): string => join(folder(), 'saved');
  const clock = (): Date => new Date('2026-05-04T10:00:00Z');

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ graph, redis } = opened);
    useModels('models');
    const shop = await writeSmallShop(join(folder(), 'shop'));
    await importShop(graph, join(folder(), 'shop'));
    await addOddities(graph);
    // Before the embedding: what it writes into the graph goes by them.
    const rules = ruleDocumentSchema.parse({
      rules: [{ id: 'no-tents', action: 'block', items: { categories: ['tents'] } }],
    });
    await new RuleBook(redis, { clock }).replace(rules, '0', 'the test');
    const job = trainJobSchema.parse({ provider: 'cpu', layer: 'filter' });
    await trainFromGraph({ graph, models, progress: noProgress, env, now: clock }, job);
    await embedHere({ graph, redis, models });
    const { id } = await new KeyStore(redis, clock).create(['read', 'admin'], 'the site');
    await new KeyStore(redis, clock).create(['read']);
    await new KeyStore(redis, clock).revoke(id);
    queries = join(folder(), 'queries.csv');
    const rows = shop.products.map(({ productId }, i) => `${i},${productId},,`);
    await writeFile(queries, ['query_id,product_id,user_id,history', ...rows, ''].join('\n'));
  });
  after(async () => {
    await opened.close();
  });

  /** Makes the servers those of an empty home. */
  async function emptyHome(name: string): Promise<void> {
    await emptyServers(opened.servers);
    useModels(name);
  }

  function useModels(name: string): void {
    models = new ModelStore(join(folder(), name));
    env = {
      ...process.env,
      ...connectionEnvironment(opened.servers),
      ALONGSIDE_MODELS: models.folder,
      ALONGSIDE_HOME: join(folder(), 'home'),
    };
  }

  const saving = (to: string): Promise<BackupManifest> =>
    saveBackup({ graph, redis, models, now: clock, progress: noProgress, note: () => undefined }, to);

  const restoring = (from: string, keepPresent?: () => Promise<string>): Promise<BackupManifest> =>
    restoreBackup({ graph, redis, models, progress: noProgress, note: () => undefined, keepPresent }, from);

  async function lists(name: string): Promise<string> {
    const out = join(folder(), name);
    const outcome = await run(['recommend', '--batch', queries, '--out', out, '--json'], env);
    expect(outcome.code, outcome.stderr).to.equal(0);
    return readFile(out, 'utf8');
  }

  /** All that a restore is to bring back. */
  const everything = async () => ({
    graph: await wholeGraph(opened.servers),
    snapshot: await snapshotBytes(redis),
    keys: await redis.hgetall('alongside-keys:keys'),
    rules: await new RuleBook(redis, { clock }).current(),
    models: await models.list(),
  });

  it('brings everything back in an empty home: the same lists, byte by byte, without training again', async () => {
    const [before, listsBefore] = [await everything(), await lists('before.csv')];
    const outcome = await run(['backup', saved(), '--json'], env);
    expect(onlyJson(outcome)).to.include({ folder: saved(), keys: 2, models: 1 });
    await emptyHome('other models');
    const restored = await run(['restore', saved(), '--json'], env);
    expect(onlyJson(restored)).to.include({ live: before.snapshot['live'] });
    const after = await everything();
    expect(after.graph.filter((line) => !before.graph.includes(line))).to.deep.equal([]);
    expect(after).to.deep.equal(before);
    expect(await lists('after.csv')).to.equal(listsBefore);
    expect(await embedHere({ graph, redis, models })).to.include({ changed: false });
  });

  it('of the same content has the same bytes, in files that their owner alone may read', async () => {
    const again = await saving(join(folder(), 'again'));
    const { createdAt, sha256, ...content } = JSON.parse(
      await readFile(join(saved(), 'manifest.json'), 'utf8'),
    ) as BackupManifest;
    expect({ ...again, createdAt, sha256 }).to.deep.equal({ ...content, createdAt, sha256 });
    expect((await readdir(folder())).filter((name) => name.includes('partial'))).to.deep.equal([]);
  });

  it('that is told to stop leaves nothing, and says so', async () => {
    const partials = async (): Promise<string[]> =>
      (await readdir(folder())).filter((name) => name.startsWith('.stopped.partial-'));
    // Who holds the graph keeps the backup waiting.
    await holdingEvents(graph, async () => {
      const backup = start(['backup', join(folder(), 'stopped')], env);
      while ((await partials()).length === 0 && backup.process.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      backup.process.kill('SIGTERM');
      const { code, stderr } = await backup.outcome;
      expect(code, stderr).to.equal(1);
      expect(stderr).to.match(/Stopped; \S+stopped was not written/);
    });
    expect(await partials()).to.deep.equal([]);
  });

  it('removes what one that was killed left beside the same folder', async () => {
    const gone = spawnSync(process.execPath, ['--version']).pid;
    for (const pid of [gone, process.ppid]) await mkdir(join(folder(), `.swept.partial-${pid}`));
    await saving(join(folder(), 'swept'));
    const left = (await readdir(folder())).filter((name) => name.startsWith('.swept.partial-'));
    expect(left).to.deep.equal([`.swept.partial-${process.ppid}`]);
    await rm(join(folder(), `.swept.partial-${process.ppid}`), { recursive: true });
  });

  it('is not written over what is there', async () => {
    expect(await rejection(saving(saved()))).to.have.property('code', 'backup-exists');
  });

  it('is not restored over what is there, unless that is saved first', async () => {
    const before = await everything();
    const refused = await run(['restore', saved()], env);
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(/302 products.* 2 keys of the API, 1 rule, 1 model\).*--force/);
    expect(await everything()).to.deep.equal(before);
    const forced = await run(['restore', saved(), '--force', '--json'], env);
    const aside = /saved in (\S+)\./.exec(forced.stderr)?.[1] ?? '';
    expect(await readdir(aside)).to.include('manifest.json');
    expect(await everything()).to.deep.equal(before);
  });

  it('that is damaged is refused by the name of the file, before anything is written', async () => {
    const [{ path, bytes }] = (await saving(join(folder(), 'cut'))).files;
    await truncate(join(folder(), 'cut', path), bytes - 1);
    const [other] = (await saving(join(folder(), 'changed'))).files.toReversed();
    const content = await readFile(join(folder(), 'changed', other.path));
    content[content.length - 1] ^= 1;
    await writeFile(join(folder(), 'changed', other.path), content);
    await saving(join(folder(), 'gone'));
    await rm(join(folder(), 'gone', 'keys.jsonl.gz'));
    await saving(join(folder(), 'edited'));
    const manifest = await readFile(join(folder(), 'edited', 'manifest.json'), 'utf8');
    await writeFile(join(folder(), 'edited', 'manifest.json'), manifest.replace(/"keys": \d+/, '"keys": 9'));
    await emptyHome('damaged');
    for (const [name, file] of [
      ['cut', path],
      ['changed', other.path],
      ['gone', 'keys.jsonl.gz'],
      ['edited', 'manifest.json'],
    ]) {
      const error = await rejection(restoring(join(folder(), name)));
      expect(error, name).to.have.property('code', 'backup-damaged');
      expect(error.message, name).to.contain(file);
    }
    expect(await redis.dbsize()).to.equal(0);
    await restoring(saved());
  });

  it('is missed by name in a folder that has none', async () => {
    const error = await rejection(restoring(join(folder(), 'nowhere')));
    expect(error).to.have.property('code', 'backup-missing');
    expect(error.message).to.match(/There is no backup in \S+nowhere/);
  });

  it('whose restoring was cut off is restored anew, and no other over it', async () => {
    await redis.set('alongside-restoring', (await saving(join(folder(), 'other'))).sha256);
    expect(await rejection(restoring(saved()))).to.have.property('code', 'home-not-empty');
    expect((await restoring(join(folder(), 'other'))).graph.products).to.equal(302);
    expect(await redis.exists('alongside-restoring')).to.equal(0);
  });

  it('is of one moment, though others go on writing', async () => {
    const done = new AbortController();
    let written = 0;
    const writer = (async () => {
      // Each event is one transaction; users come in falling order, so that a reader who goes up meets the later ones first.
      for (let i = 0; !done.signal.aborted; i++) {
        const event = { userId: `w${String(99_999 - i)}`, productId: 'stub', type: 'purchase' } as never;
        const columns = eventColumns([{ identity: `w${i}`, event }]);
        await graph.writeTogether(
          ['write/merge-users', { userIds: columns.userIds }],
          ['write/create-purchased', columns],
        );
        written = i + 1;
      }
    })();
    while (written < 20) await new Promise((resolve) => setTimeout(resolve, 10));
    await saving(join(folder(), 'while'));
    const meanwhile = written;
    while (written < meanwhile + 5) await new Promise((resolve) => setTimeout(resolve, 10));
    done.abort();
    await writer;
    await emptyHome('while writing');
    await restoring(join(folder(), 'while'));
    const found = (await wholeGraph(opened.servers)).filter((line) => line.includes('"eventId":"w')).length;
    expect(found).to.be.within(20, meanwhile + 1);
    for (let i = 0; i < found; i++) {
      const [{ absent }] = await graph.read('read/absent-purchased', { eventIds: [`w${i}`] });
      expect(absent, `event ${i} of ${found}`).to.deep.equal([]);
    }
  });
});

/** What no file of the canonical CSV says: a product and a category that nobody described, an odd name, a silent customer. */
async function addOddities(graph: GraphConnection): Promise<void> {
  await graph.write('write/merge-product-stubs', { productIds: ['stub', 'odd, "product"\u2028'] });
  await graph.write('write/merge-category-stubs', { categoryIds: ['stub'] });
  await graph.write('write/merge-users', { userIds: ['nobody'] });
  await graph.write('write/category-names', { categoryIds: ['two lines'], names: ['two\nlines'] });
  await graph.write('write/category-parents', { categoryIds: ['two lines'], parentIds: ['stub'] });
}

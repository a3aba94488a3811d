import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { GraphConnection } from '../../src/storage/neo4j/index.js';
import {
  clearQueues,
  type EmbedJob,
  embedJobSchema,
  embedKind,
  type EmbedResult,
  JobQueue,
} from '../../src/storage/queue/index.js';
import { connectionEnvironment, noProgress, type ServerConnections } from '../../src/core/index.js';
import { generateSampleShop, writeSampleShop } from '../../src/shop/sample/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { embedHere, importShop, snapshotBytes } from './shop-fixture.js';

const child = fileURLToPath(new URL('worker-child.js', import.meta.url));

describe('a worker', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const workers: ChildProcess[] = [];
  let opened: OpenServers;
  let servers: ServerConnections;
  let graph: GraphConnection;
  let redis: Redis;
  let queue: JobQueue<EmbedJob, EmbedResult>;
  /** The snapshot that is live while others are made, and the one that an undisturbed job makes. */
  let standing: Record<string, string>;
  let undisturbed: Record<string, string>;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    ({ servers, graph, redis } = opened);
    queue = new JobQueue(embedKind, servers);
    await writeSampleShop(generateSampleShop({ products: 1000, customers: 500, orders: 3000 }), folder());
    await importShop(graph, folder());
    await embedHere({ graph, redis }, { seed: 2 });
    undisturbed = await snapshotBytes(redis);
    await embedHere({ graph, redis }, { seed: 1 });
    standing = await snapshotBytes(redis);
  });
  beforeEach(async () => {
    await clearQueues(servers);
    await restoreStanding();
  });
  afterEach(async () => {
    for (const worker of workers.splice(0)) await killed(worker);
  });
  after(async () => {
    await queue.close();
    await opened.close();
  });

  /** Makes the standing snapshot the live one, for good, and the only one. */
  async function restoreStanding(): Promise<void> {
    const { live } = standing;
    await redis.set('alongside:live', live);
    for (const key of await redis.keys('alongside:*')) {
      if (key === 'alongside:live') continue;
      if (key.startsWith(`alongside:{${live}}:`)) await redis.persist(key);
      else await redis.unlink(key);
    }
    expect(await snapshotBytes(redis)).to.deep.equal(standing);
  }

  async function startWorker(): Promise<ChildProcess> {
    const worker = fork(child, {
      env: { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_MODELS: join(folder(), 'models') },
      execArgv: [],
    });
    workers.push(worker);
    await once(worker, 'message');
    return worker;
  }

  async function killed(process: ChildProcess): Promise<void> {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const exit = once(process, 'exit');
    process.kill('SIGKILL');
    await exit;
  }

  /** The process that BullMQ gave the job. */
  function jobProcess(worker: ChildProcess): number {
    const pid = String(worker.pid);
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return Number(first);
  }

  /** Queues the job of the undisturbed snapshot and calls `strike` once, when it says that it is at `step`. */
  async function embedWith(
    step: string,
    strike: () => void,
  ): Promise<{ finished: Promise<EmbedResult>; struck: Promise<void> }> {
    let struckNow = (): void => undefined;
    const struck = new Promise<void>((resolve) => (struckNow = resolve));
    let done = false;
    const id = await queue.add(embedJobSchema.parse({ seed: 2, provider: 'cpu' }));
    const finished = queue.follow(
      id,
      (update) => {
        if (done || update.step !== step) return;
        done = true;
        strike();
        struckNow();
      },
      new AbortController().signal,
    );
    return { finished, struck };
  }

  for (const step of ['fitting the ranking to held-out baskets', 'writing lists']) {
    it(`that is killed while ${step} leaves live as it is, and another one ends its job with the same bytes`, async () => {
      const worker = await startWorker();
      let orphan = 0;
      const { finished, struck } = await embedWith(step, () => {
        orphan = jobProcess(worker);
        worker.kill('SIGKILL');
      });
      await struck;
      // The job's process ends with its worker; it must not write beside the next attempt.
      while (existsSync(`/proc/${String(orphan)}`)) await wait(20);
      expect(await snapshotBytes(redis)).to.deep.equal(standing);

      await startWorker();
      expect((await finished).changed).to.equal(true);
      expect(await snapshotBytes(redis)).to.deep.equal(undisturbed);
    });

    it(`whose job's process is killed while ${step} tries again, with the same bytes`, async () => {
      const worker = await startWorker();
      let seen = '';
      const { finished, struck } = await embedWith(step, () => {
        const folder = `/proc/${String(jobProcess(worker))}`;
        seen = ['environ', 'cmdline'].map((file) => readFileSync(join(folder, file), 'latin1')).join('\0');
        process.kill(jobProcess(worker), 'SIGKILL');
      });
      await struck;
      expect(seen).to.contain('ALONGSIDE_MODELS=').and.not.contain(servers.neo4j.password);
      expect(seen).not.to.contain(new URL(servers.redis.url).password);
      expect(await snapshotBytes(redis)).to.deep.equal(standing);
      expect((await finished).changed).to.equal(true);
      expect(await snapshotBytes(redis)).to.deep.equal(undisturbed);
      expect(worker.exitCode).to.equal(null);
    });
  }

  it('takes one job after the other, and finds nothing to do in the second', async () => {
    const job = embedJobSchema.parse({ seed: 2, provider: 'cpu' });
    // Of the same snapshot, and not the same that is asked for: then they would be one job.
    const ids = [await queue.add(job), await queue.add({ ...job, writeBack: 0 })];
    expect(await queue.counts()).to.deep.equal({ waiting: 2, active: 0, failed: 0 });
    expect(await queue.workers()).to.equal(0);
    await startWorker();
    const results = await Promise.all(ids.map((id) => queue.follow(id, noProgress, new AbortController().signal)));
    expect(results.map(({ changed }) => changed)).to.deep.equal([true, false]);
    expect(await queue.counts()).to.deep.equal({ waiting: 0, active: 0, failed: 0 });
    expect(await queue.workers()).to.equal(1);
  });

  it('tells whoever follows why a job failed, and leaves live as it is', async () => {
    await startWorker();
    const id = await queue.add({ ...embedJobSchema.parse({}), layer: 'mlp' as 'gcn' });
    const error = await rejection(queue.follow(id, noProgress, new AbortController().signal));
    expect(error).to.have.property('code', 'job-failed');
    expect(error.message).to.contain('layer');
    expect(error).to.have.deep.property('details', { job: id, reason: 'invalid-job' });
    expect(await queue.counts()).to.include({ failed: 1 });
    expect(await snapshotBytes(redis)).to.deep.equal(standing);
  });

  it('tells the same, with what the failure is about, to whoever comes to a job that has failed', async () => {
    await startWorker();
    const model = '0123456789abcdef';
    const id = await queue.add(embedJobSchema.parse({ model }));
    const { signal } = new AbortController();
    const first = await rejection(queue.follow(id, noProgress, signal));
    const later = await rejection(queue.follow(id, noProgress, signal));
    const path = join(folder(), 'models', model);
    for (const error of [first, later]) {
      expect(error).to.have.deep.property('details', { path, job: id, reason: 'model-missing' });
    }
    expect(await queue.cancel(id)).to.equal('ended');
  });

  it('never sees a job that is cancelled before it comes to it, and goes on with one that it has begun', async () => {
    const job = embedJobSchema.parse({ seed: 2, provider: 'cpu' });
    const [begun, waiting] = [await queue.add(job), await queue.add({ ...job, full: true })];
    const { signal } = new AbortController();
    const cancelled = rejection(queue.follow(waiting, noProgress, signal));
    await startWorker();
    let asked: Promise<string> | undefined;
    const finished = queue.follow(begun, () => void (asked ??= queue.cancel(begun)), signal);
    while (asked === undefined) await wait(20);
    expect(await asked).to.equal('active');
    expect(await queue.cancel(waiting)).to.equal('cancelled');
    expect(await cancelled).to.include({ code: 'interrupted', message: `The job embed/${waiting} was cancelled.` });
    expect((await finished).changed).to.equal(true);
    expect(await queue.counts()).to.deep.equal({ waiting: 0, active: 0, failed: 0 });
    expect(await queue.cancel('no-such-job')).to.equal('unknown');
  });

  it('goes on with a job that nobody follows any more', async () => {
    const stop = new AbortController();
    const id = await queue.add(embedJobSchema.parse({ seed: 2, provider: 'cpu' }));
    const followed = rejection(queue.follow(id, noProgress, stop.signal));
    stop.abort();
    expect(await followed).to.have.property('code', 'interrupted');
    await startWorker();
    await queue.follow(id, noProgress, new AbortController().signal);
    expect(await snapshotBytes(redis)).to.deep.equal(undisturbed);
  });
});

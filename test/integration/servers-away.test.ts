import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { QueueEvents } from 'bullmq';
import { expect } from 'chai';
import { connectionEnvironment, errorRegistry, noProgress, type ErrorCode } from '../../src/core/index.js';
import { identityOf, isRunning, type ProcessIdentity } from '../../src/operations/home/index.js';
import {
  clearQueues,
  embedJobSchema,
  embedKind,
  JobQueue,
  queueOptions,
  trainJobSchema,
  trainKind,
} from '../../src/storage/queue/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { importShop, writeSmallShop } from './shop-fixture.js';

const child = fileURLToPath(new URL('worker-child.js', import.meta.url));

type ServerName = 'neo4j' | 'redis';
type Kind = 'train' | 'embed';
type Case = readonly [kind: Kind, step: string, server: ServerName];

/** The steps of each kind of job, in their order. */
const STEPS: Readonly<Record<Kind, readonly string[]>> = {
  train: [
    'reading the catalogue',
    'reading events',
    'gathering evidence',
    'training',
    'fitting the ranking to held-out baskets',
    'validating',
  ],
  embed: [
    'reading the catalogue',
    'reading events',
    'gathering evidence',
    'fitting the ranking to held-out baskets',
    'factorising the baskets',
    'encoding',
    'writing product cards',
    'writing lists',
    'writing lists into the graph',
    'writing embeddings into the graph',
  ],
};
/** What fails where Redis is away; what is written into the graph after these does not fail the job. */
const INTO_REDIS = new Set(['writing product cards', 'writing lists']);
const JOBS = { train: trainJobSchema, embed: embedJobSchema };

/** Where a job is in the middle of what it asks the server for; with `ALONGSIDE_PROOF`, at every step. */
const SAMPLE: readonly Case[] = [
  ['train', 'reading events', 'neo4j'],
  ['embed', 'writing lists', 'redis'],
];
const CASES: readonly Case[] =
  process.env['ALONGSIDE_PROOF'] === undefined
    ? SAMPLE
    : (Object.keys(STEPS) as Kind[]).flatMap((kind) =>
        STEPS[kind].flatMap((step) => [[kind, step, 'neo4j'] as const, [kind, step, 'redis'] as const]),
      );

describe('a job whose server goes away', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  const proxies: Partial<Record<ServerName, TcpProxy>> = {};
  let opened: OpenServers;
  let worker: ChildProcess;
  let events: QueueEvents[];
  let asked = 0;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    await clearQueues(opened.servers);
    await writeSmallShop(folder());
    await importShop(opened.graph, folder());
    const { neo4j, redis } = opened.servers;
    const [uri, url] = [new URL(neo4j.uri), new URL(redis.url)];
    proxies.neo4j = await TcpProxy.to(Number(uri.port));
    proxies.redis = await TcpProxy.to(Number(url.port));
    uri.port = String(proxies.neo4j.port);
    url.port = String(proxies.redis.port);
    const seen = { neo4j: { ...neo4j, uri: uri.toString() }, redis: { url: url.toString() } };
    worker = fork(child, {
      env: { ...process.env, ...connectionEnvironment(seen), ALONGSIDE_MODELS: join(folder(), 'models') },
      execArgv: [],
    });
    await once(worker, 'message');
    events = (['train', 'embed'] as const).map((name) => new QueueEvents(name, queueOptions(redis.url, null)));
  });
  after(async () => {
    worker.kill('SIGKILL');
    await Promise.all(events.map((each) => each.close()));
    for (const proxy of Object.values(proxies)) await proxy.stop().catch(() => undefined);
    await opened.close();
  });

  /** The process that the worker gave the job, if there is one now. */
  function jobProcess(): ProcessIdentity | undefined {
    const pid = String(worker.pid);
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return first === '' ? undefined : identityOf(Number(first));
  }

  /** Queues a job and resolves when it is at a step; `finished` when it has ended well, `failures` are its attempts'. */
  async function jobAt(
    kind: Kind,
    step: string,
    strike: () => void,
  ): Promise<{ finished: Promise<unknown>; failures: ErrorCode[] }> {
    const queue = new JobQueue<object, unknown>(kind === 'train' ? trainKind : embedKind, opened.servers);
    // Untrained and of a seed of its own, so that an embedding has all the steps that it can have: what the graph has of a
    // snapshot is not written again.
    const payload = kind === 'train' ? { steps: 40 } : { full: true, model: 'untrained', seed: ++asked };
    const id = await queue.add(JOBS[kind].parse({ ...payload, provider: 'cpu' }));
    const failures: ErrorCode[] = [];
    let struck = false;
    for (const each of events) {
      each.removeAllListeners('progress');
      each.on('progress', ({ jobId, data }) => {
        const { step: at, failure } = data as { step?: string; failure?: { code: ErrorCode } };
        if (jobId !== id) return;
        if (failure !== undefined) failures.push(failure.code);
        if (at !== step || struck) return;
        struck = true;
        strike();
      });
    }
    const finished = queue.follow(id, noProgress, new AbortController().signal).finally(() => queue.close());
    const ended = finished.then(() => {
      if (!struck) throw new Error(`The job ended without the step "${step}".`);
    });
    while (!(struck as boolean)) await Promise.race([wait(10), ended]);
    ended.catch(() => undefined);
    return { finished, failures };
  }

  for (const [kind, step, server] of CASES) {
    it(`${kind}, ${step}: ends well once its ${server} is back`, async () => {
      const proxy = proxies[server]!;
      const { port } = proxy;
      // A small shop is read in a moment: the server goes in the middle of an answer, whenever that is.
      const amidst = server === 'neo4j' && step === 'reading events';
      if (amidst) proxy.stopAfter(30_000);
      let process: ProcessIdentity | undefined;
      let stopped = Promise.resolve();
      const { finished, failures } = await jobAt(kind, amidst ? 'reading the catalogue' : step, () => {
        process = jobProcess();
        if (!amidst) stopped = proxy.stop();
      });
      await stopped;
      while (proxy.listening) await wait(20);
      // The attempt needs the server, and fails with its process, or it does not need it any more.
      const until = Date.now() + 8000;
      while (process !== undefined && isRunning(process) && Date.now() < until) await wait(50);
      await proxy.restart(port);
      await finished;
      for (const code of failures) expect(errorRegistry[code].retryable, code).to.equal(true);
      if (amidst) expect(failures).to.include('graph-unreachable');
      if (server === 'redis' && INTO_REDIS.has(step)) expect(failures).to.include('redis-unreachable');
      expect(worker.exitCode).to.equal(null);
    });
  }

  it('leaves no process when its worker is killed meanwhile', async () => {
    let process: ProcessIdentity | undefined;
    const ports = Object.values(proxies).map((proxy) => proxy.port);
    const { finished } = await jobAt('train', 'reading events', () => {
      process = jobProcess();
      for (const proxy of Object.values(proxies)) void proxy.stop();
      worker.kill('SIGKILL');
    });
    finished.catch(() => undefined);
    expect(ports).to.have.length(2);
    while (process !== undefined && isRunning(process)) await wait(50);
    await clearQueues(opened.servers);
  });
});

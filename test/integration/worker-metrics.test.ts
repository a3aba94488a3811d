import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { connectionEnvironment, noProgress } from '../../src/core/index.js';
import {
  clearQueues,
  embedJobSchema,
  embedKind,
  JobQueue,
  trainJobSchema,
  trainKind,
} from '../../src/storage/queue/index.js';
import { run, start, type RunningCommand } from '../e2e/command-line.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { importShop, writeSmallShop } from './shop-fixture.js';

describe('what a worker tells of itself', function () {
  this.timeout(240_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  let proxy: TcpProxy;
  let env: NodeJS.ProcessEnv;
  let worker: RunningCommand;
  let url: string;

  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
    await clearQueues(opened.servers);
    await writeSmallShop(folder());
    await importShop(opened.graph, folder());
    const redisUrl = new URL(opened.servers.redis.url);
    proxy = await TcpProxy.to(Number(redisUrl.port));
    redisUrl.port = String(proxy.port);
    const seen = { neo4j: opened.servers.neo4j, redis: { url: redisUrl.toString() } };
    env = { ...process.env, ...connectionEnvironment(seen), ALONGSIDE_HOME: join(folder(), 'home') };
    worker = start(['worker', '--metrics-port', '0'], env);
    url = await untilSaid(/Metrics at (\S+)\/metrics/);
  });
  after(async () => {
    worker.process.kill('SIGTERM');
    await worker.outcome;
    await proxy.stop().catch(() => undefined);
    await opened.close();
    await rm(join(folder(), 'home'), { recursive: true, force: true });
  });

  async function untilSaid(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(worker.said.stderr);
      if (found !== null) return found[1];
      if (worker.process.exitCode !== null) throw new Error(worker.said.stderr);
      await wait(20);
    }
  }

  async function metric(line: string): Promise<number | undefined> {
    const text = await (await fetch(`${url}/metrics`)).text();
    const found = text.split('\n').find((each) => each.startsWith(`${line} `));
    return found === undefined ? undefined : Number(found.slice(line.length + 1));
  }

  async function becomes(line: string, value: number): Promise<void> {
    while ((await metric(line)) !== value) await wait(50);
  }

  it('names the servers that answer, and no job before one ran', async () => {
    const health = await fetch(`${url}/healthz`);
    expect(health.status).to.equal(200);
    expect(await health.json()).to.deep.equal({ status: 'ok', servers: { neo4j: true, redis: true } });
    expect(await metric('alongside_server_up{server="neo4j"}')).to.equal(1);
    expect(await metric('alongside_job_duration_seconds_count{queue="embed",result="failed"}')).to.equal(0);
    expect(await metric('alongside_job_last_success_timestamp_seconds{queue="embed"}')).to.equal(undefined);
    expect(await metric('process_resident_memory_bytes')).to.be.greaterThan(1e6);
    expect((await fetch(`${url}/v1/versions`)).status).to.equal(404);
  });

  it('holds how jobs ended, how good the model in use is, and what became of the write-back', async () => {
    const before = Date.now() / 1000;
    const { signal } = new AbortController();
    const training = new JobQueue(trainKind, opened.servers);
    const embedding = new JobQueue(embedKind, opened.servers);
    try {
      const asked = await training.add(trainJobSchema.parse({ steps: 10, provider: 'cpu' }));
      const trained = await training.follow(asked, noProgress, signal);
      const missing = await embedding.add(embedJobSchema.parse({ model: '0123456789abcdef' }));
      await rejection(embedding.follow(missing, noProgress, signal));
      let memory: Promise<number | undefined> | undefined;
      const job = await embedding.add(embedJobSchema.parse({ provider: 'cpu' }));
      await embedding.follow(
        job,
        () => void (memory ??= metric('alongside_job_resident_memory_bytes{queue="embed"}')),
        signal,
      );
      if (process.platform === 'linux') expect(await memory).to.be.greaterThan(1e7);
      await becomes('alongside_job_duration_seconds_count{queue="embed",result="finished"}', 1);
      await becomes('alongside_job_duration_seconds_count{queue="embed",result="failed"}', 1);
      await becomes('alongside_job_duration_seconds_count{queue="train",result="finished"}', 1);
      expect(await metric('alongside_job_last_success_timestamp_seconds{queue="embed"}')).to.be.within(
        before,
        Date.now() / 1000,
      );
      expect(await metric('alongside_job_last_success_duration_seconds{queue="train"}')).to.be.greaterThan(0);
      expect(await metric(`alongside_model_ndcg{model="${trained.model}"}`)).to.equal(trained.validation?.ndcg);
      expect(await metric('alongside_write_back{state="written"}')).to.equal(1);
      expect(await metric('alongside_write_back{state="failed"}')).to.equal(0);
      expect(await metric('alongside_queue_jobs{queue="embed",state="failed"}')).to.equal(1);
    } finally {
      await Promise.all([training.close(), embedding.close()]);
    }
  });

  it('stays alive while Redis is away, says so, and keeps what it knew', async () => {
    const { port } = proxy;
    const last = await metric('alongside_job_last_success_timestamp_seconds{queue="embed"}');
    await proxy.stop();
    await becomes('alongside_server_up{server="redis"}', 0);
    const health = await fetch(`${url}/healthz`);
    expect(health.status).to.equal(200);
    expect(await health.json()).to.deep.equal({ status: 'ok', servers: { neo4j: true, redis: false } });
    expect(await metric('alongside_job_last_success_timestamp_seconds{queue="embed"}')).to.equal(last);
    await proxy.restart(port);
    await becomes('alongside_server_up{server="redis"}', 1);
  });

  it('is on no port unless asked, and ends a second worker that asks for the same one', async () => {
    const { port } = new URL(url);
    const second = await run(['worker', '--metrics-port', port], env);
    expect(second.code).to.equal(1);
    expect(second.stderr).to.contain(`Port ${port} is in use. Choose another with --metrics-port.`);
  });
});

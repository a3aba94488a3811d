import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { GraphConnection, importFiles } from '../../src/storage/neo4j/index.js';
import { type EmbedJob, embedJobSchema, embedKind, type EmbedResult, JobQueue } from '../../src/storage/queue/index.js';
import { connectionEnvironment, noProgress, packageRoot, type ServerConnections } from '../../src/core/index.js';
import { generateSampleShop, writeSampleShop } from '../../src/shop/sample/index.js';
import { LIVE_KEY, openRedis } from '../../src/storage/redis/index.js';
import { emptyServers, serversTimeout, testServers } from '../support/servers.js';

describe('a worker that is killed in the middle of an embedding', function () {
  this.timeout(serversTimeout);
  let servers: ServerConnections;
  let redis: Redis;
  let queue: JobQueue<EmbedJob, EmbedResult>;
  const workers: ChildProcess[] = [];

  before(async () => {
    servers = await testServers();
    await emptyServers(servers);
    redis = await openRedis(servers.redis.url);
    queue = new JobQueue(embedKind, servers);
  });

  after(async () => {
    for (const worker of workers) worker.kill('SIGKILL');
    await queue.close();
    redis.disconnect();
  });

  it('leaves the old lists live, and the next worker writes the same bytes as an undisturbed one', async () => {
    await importShop({ products: 300, customers: 250, orders: 700 });
    startWorker();
    const before = await embed();
    await importShop({ products: 1000, customers: 500, orders: 3000 });

    const id = await queue.add(embedJobSchema.parse({}));
    await reached(id, 'writing lists');
    workers.pop()?.kill('SIGKILL');
    expect(await redis.get(LIVE_KEY)).to.equal(before);

    startWorker();
    const { snapshot } = await queue.follow(id, noProgress, new AbortController().signal);
    expect(snapshot).to.not.equal(before);
    expect(await redis.get(LIVE_KEY)).to.equal(snapshot);
    const recovered = await digest(snapshot);

    await redis.flushdb();
    expect(await embed()).to.equal(snapshot);
    expect(await digest(snapshot)).to.equal(recovered);
  });

  async function importShop(size: { products: number; customers: number; orders: number }): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'alongside-killed-worker-'));
    const graph = await GraphConnection.open(servers.neo4j);
    try {
      await writeSampleShop(generateSampleShop(size), folder);
      await importFiles(graph, { paths: [folder], rejectsPath: join(folder, 'rejects.csv') });
    } finally {
      await graph.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  function startWorker(): void {
    const env = { ...process.env, ...connectionEnvironment(servers) };
    workers.push(
      spawn(process.execPath, [join(packageRoot, 'bin', 'alongside.js'), 'worker'], { env, stdio: 'ignore' }),
    );
  }

  async function embed(): Promise<string> {
    const id = await queue.add(embedJobSchema.parse({}));
    return (await queue.follow(id, noProgress, new AbortController().signal)).snapshot;
  }

  /** Resolves when the job is at that step. */
  function reached(id: string, step: string): Promise<void> {
    const following = new AbortController();
    return new Promise((resolve, reject) => {
      queue
        .follow(
          id,
          (update) => {
            if (update.step !== step) return;
            resolve();
            following.abort();
          },
          following.signal,
        )
        .catch(reject);
    });
  }

  /** A hash over all that readers see of a snapshot; the manifest also holds when it was made. */
  async function digest(snapshot: string): Promise<string> {
    const hash = createHash('sha256');
    for (const part of ['shared', 'cards', 'numbers', 'lists', 'category-lists', 'parts', 'sources', 'embeddings']) {
      const fields = await redis.hgetallBuffer(`alongside:{${snapshot}}:${part}`);
      for (const field of Object.keys(fields).sort()) hash.update(part).update(field).update(fields[field]);
    }
    return hash.digest('hex');
  }
});

import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment } from '../../src/core/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { start, type RunningCommand } from '../e2e/command-line.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout, testServers } from '../support/servers.js';

describe('what the process of the API loads', () => {
  let redis: Redis;
  let folder: string;
  let key: string;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    // A model that places customers is what the API has of a trained network.
    const userModel = { kind: 'mean', dimension: 8, recency: [1, 0.5] } as const;
    await publishShop(redis, { ...plantedShop(300), userModel }, 'first');
    ({ key } = await new KeyStore(redis, () => new Date()).create(['read']));
    folder = await mkdtemp(join(tmpdir(), 'alongside-serve-loads-'));
  });
  after(async () => {
    await leaveRedis(redis);
    await rm(folder, { recursive: true, force: true });
  });

  for (const args of [[], ['--with-worker']]) {
    it(`is nothing of ONNX Runtime, after lists of products, baskets and customers: serve ${args.join(' ')}`, async function () {
      this.timeout(120_000);
      const scripts = await mkdtemp(join(folder, 'scripts-'));
      const env = { ...process.env, ...connectionEnvironment(await testServers()), NODE_V8_COVERAGE: scripts };
      const serving = start(['serve', '--port', '0', '--json', '--home', folder, ...args], env);
      const url = await urlOf(serving);
      for (const path of [
        '/v1/products/p0/also-consider',
        '/v1/products/p0/also-consider?user=u0',
        '/v1/users/u0/also-consider',
        '/v1/products/p0/why/p1',
      ]) {
        expect((await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } })).status, path).to.equal(
          200,
        );
      }
      const { pid } = serving.process;
      if (process.platform === 'linux') {
        expect(await readFile(`/proc/${pid}/maps`, 'utf8'))
          .to.match(/node/)
          .and.not.match(/onnxruntime/);
      }
      serving.process.kill('SIGTERM');
      await serving.outcome;
      const loaded = await loadedPackages(scripts);
      expect(loaded).to.include('express');
      expect([...loaded].filter((name) => name.startsWith('onnxruntime'))).to.deep.equal([]);
    });
  }
});

async function urlOf({ said, process: child }: RunningCommand): Promise<string> {
  while (!said.stdout.includes('\n')) {
    if (child.exitCode !== null) throw new Error(said.stderr);
    await pause(20);
  }
  return (JSON.parse(said.stdout) as { url: string }).url;
}

/** The packages of the scripts that V8 saw in any process, which it wrote down at their ends. */
async function loadedPackages(folder: string): Promise<Set<string>> {
  const packages = new Set<string>();
  for (const file of await readdir(folder)) {
    const { result } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { result: { url: string }[] };
    for (const { url } of result) packages.add(/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ?? '');
  }
  return packages;
}

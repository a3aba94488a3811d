import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment } from '../../src/core/index.js';
import { RuleBook } from '../../src/serving/rules/index.js';
import { start, type RunningCommand } from '../e2e/command-line.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout, testServers } from '../support/servers.js';

const PROCESSES = 2;

describe('several processes that serve one port', function () {
  this.timeout(60_000);
  let redis: Redis;
  let folder: string;
  let serving: RunningCommand;
  let url: string;

  /** Each request over a connection of its own, so that processes take turns. */
  const ask = (path: string): Promise<Response> => fetch(`${url}${path}`, { headers: { connection: 'close' } });
  const serve = async (port: number): Promise<RunningCommand> => {
    const env = { ...process.env, ...connectionEnvironment(await testServers()) };
    const flags = ['--port', String(port), '--processes', String(PROCESSES), '--access-log', 'off'];
    return start(['serve', '--json', '--home', folder, ...flags], env);
  };

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    await publishShop(redis, plantedShop(100), 'first');
    folder = await mkdtemp(join(tmpdir(), 'alongside-serve-processes-'));
    serving = await serve(0);
    await until(() => serving.said.stdout.includes('\n') || serving.process.exitCode !== null);
    url = (JSON.parse(serving.said.stdout) as { url: string }).url;
  });
  after(async () => {
    serving.process.kill('SIGKILL');
    await leaveRedis(redis);
    await rm(folder, { recursive: true, force: true });
  });

  it('add up their metrics, whichever of them is asked', async () => {
    for (let i = 0; i < 20; i++) expect((await ask('/v1/products/p0/also-consider')).status).to.equal(200);
    for (let i = 0; i < 3; i++) {
      const metrics = await (await ask('/metrics')).text();
      const count = /duration_seconds_count\{.*also-consider.*\} (\d+)$/m.exec(metrics)?.[1];
      expect(count).to.equal('20');
      expect(metrics).to.match(/^alongside_snapshot_info\{snapshot="first",model="model"\} 1$/m);
    }
  });

  it('answer by the same rules and snapshot soon after one of them changed', async () => {
    await new RuleBook(redis, { clock: () => new Date() }).replace(
      { rules: [{ id: 'a', action: 'block', items: { brands: ['b0'] } }] },
      '0',
      'a test',
    );
    await publishShop(redis, plantedShop(100, 2), 'second');
    let inARow = 0;
    await until(async () => {
      const list = (await (await ask('/v1/products/p0/also-consider')).json()) as Record<string, unknown>;
      inARow = list['snapshot'] === 'second' && list['rulesVersion'] !== null ? inARow + 1 : 0;
      return inARow === 3 * PROCESSES;
    });
  });

  it('start one anew that was killed, and answer meanwhile', async () => {
    const before = await childrenOf(serving);
    expect(before).to.have.length(PROCESSES);
    process.kill(before[0], 'SIGKILL');
    await until(async () => {
      expect((await ask('/healthz')).status).to.equal(200);
      const now = await childrenOf(serving);
      return now.length === PROCESSES && !now.includes(before[0]);
    });
    expect(serving.said.stderr).to.contain('a process ended; another follows');
  });

  it('do not start where the port is taken, and say so once', async () => {
    const second = await serve(Number(new URL(url).port));
    const { code, stderr } = await second.outcome;
    expect(code).to.equal(1);
    expect(stderr.match(/is in use/g)).to.have.length(1);
  });

  it('end together when they are told to, within five seconds', async () => {
    const children = await childrenOf(serving);
    const asked = performance.now();
    serving.process.kill('SIGTERM');
    const { code, signal } = await serving.outcome;
    expect([code, signal]).to.deep.equal([0, null]);
    expect(performance.now() - asked).to.be.below(5000);
    for (const child of children) expect(() => process.kill(child, 0)).to.throw('ESRCH');
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20);
}

async function childrenOf({ process: { pid } }: RunningCommand): Promise<number[]> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map(Number);
}

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connectionEnvironment, type ServerConnections } from '../../src/core/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { plantedShop, publishShop } from '../serving/lists/planted-snapshot.js';
import { leaveRedis, openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout, testServers } from '../support/servers.js';
import { onlyJson, start, type RunningCommand } from './command-line.js';

const SECRET = 'pl4nted-S3cret';
const CUSTOMER = 'planted.customer';

describe('passwords and customers', function () {
  this.timeout(180_000);
  let servers: ServerConnections;
  let redis: Redis;
  let home: string;

  before(async function () {
    this.timeout(serversTimeout);
    servers = await testServers();
    redis = await openEmptyRedis();
    home = await mkdtemp(join(tmpdir(), 'alongside-planted-'));
  });
  after(async () => {
    await leaveRedis(redis);
    await rm(home, { recursive: true, force: true });
  });

  const address = (uri: string): URL => new URL(uri.replace(/^bolt/, 'http').replace(/^redis/, 'http'));
  /** Addresses with the planted password in each place that takes one. */
  const planted = (neo4j: string, redisHost: string): NodeJS.ProcessEnv => ({
    ...process.env,
    NEO4J_URI: `bolt://neo4j:${SECRET}@${neo4j}`,
    NEO4J_USER: '',
    NEO4J_PASSWORD: '',
    REDIS_URL: `redis://:${SECRET}@${redisHost}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://user:${SECRET}@127.0.0.1:1`,
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=${SECRET}`,
    ALONGSIDE_HOME: home,
    ALONGSIDE_LOG_LEVEL: 'trace',
  });

  for (const [fault, where] of [
    ['are away', () => ['127.0.0.1:1', '127.0.0.1:1']],
    ['refuse the password', () => [address(servers.neo4j.uri).host, address(servers.redis.url).host]],
    ['are no addresses', () => ['127.0.0.1:port', '127.0.0.1:port']],
  ] as const) {
    it(`are in no word of any command where servers ${fault}`, async () => {
      const [neo4j, redisHost] = where();
      const env = planted(neo4j, redisHost);
      const commands = [
        ['status', '--verbose'],
        ['embed', '--json'],
        ['worker', '--verbose'],
        ['serve', '--port', '0', '--verbose'],
        ['keys', 'sign', '--user', CUSTOMER, '--json'],
      ];
      await Promise.all(
        commands.map(async (args) => {
          const running = start(args, env);
          const seen = childrenOf(running);
          const { stdout, stderr } = await running.outcome;
          const told = `${stdout}${stderr}`;
          expect(told, args.join(' ')).to.match(/\S/).and.not.contain(SECRET).and.not.contain(CUSTOMER);
          expect(await seen, args.join(' ')).not.to.contain(SECRET);
        }),
      );
    });
  }

  it('are in no answer, line of the log or metric of a service whose Redis is damaged', async () => {
    await publishShop(redis, plantedShop(300), 'first');
    const { key } = await new KeyStore(redis, () => new Date()).create(['read']);
    const env = { ...process.env, ...connectionEnvironment(servers), ALONGSIDE_LOG_LEVEL: 'trace' };
    const serving = start(['serve', '--port', '0', '--json', '--home', home, '--with-worker', '--verbose'], env);
    while (!serving.said.stdout.includes('\n')) {
      expect(serving.process.exitCode, serving.said.stderr).to.equal(null);
      await pause(20);
    }
    const { url } = onlyJson({ ...serving.said, code: 0, signal: null });
    const answers: string[] = [];
    const askAll = async (limit: number): Promise<Set<number>> => {
      const statuses = new Set<number>();
      for (const path of [
        `/v1/users/${CUSTOMER}/also-consider?limit=${limit}`,
        `/v1/products/p0/also-consider?user=${CUSTOMER}&limit=${limit}`,
        '/readyz',
        '/metrics',
      ]) {
        for (const headers of [{ authorization: `Bearer ${key}` }, {}]) {
          const reply = await fetch(`${String(url)}${path}`, { headers });
          statuses.add(reply.status);
          answers.push(await reply.text());
        }
      }
      return statuses;
    };
    expect([...(await askAll(3))]).to.have.members([200, 401]);
    // What is read of a customer is refused from now on; the error of it holds the whole command.
    await redis.call('ACL', 'SETUSER', 'default', '-hmget', '-hget', '-mget');
    try {
      expect(Math.max(...(await askAll(4)))).to.be.at.least(500);
    } finally {
      await redis.call('ACL', 'SETUSER', 'default', '+@all');
    }
    for (const part of await redis.keys('alongside:{first}:*')) await redis.set(part, 'damaged');
    expect(Math.max(...(await askAll(5)))).to.be.at.least(500);
    serving.process.kill('SIGTERM');
    const { stderr } = await serving.outcome;
    expect(stderr).to.contain('"route":"/v1/users/{id}/also-consider"');
    for (const told of [stderr, ...answers]) {
      expect(told).not.to.contain(CUSTOMER);
      expect(told).not.to.contain(servers.neo4j.password);
      expect(told).not.to.contain(address(servers.redis.url).password);
      expect(told).not.to.contain(key);
    }
  });
});

/** All that may be read of a command's children while it runs: their environments and command lines. */
async function childrenOf({ process: command }: RunningCommand): Promise<string> {
  let seen = '';
  const pid = String(command.pid);
  while (command.exitCode === null && command.signalCode === null) {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
    for (const child of children.split(' ').filter((each) => each !== '')) {
      for (const file of ['environ', 'cmdline']) {
        seen += await readFile(`/proc/${child}/${file}`, 'latin1').catch(() => '');
      }
    }
    await pause(20);
  }
  return seen;
}

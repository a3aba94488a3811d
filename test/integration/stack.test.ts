import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import neo4j from 'neo4j-driver';
import { noProgress, type ServerConnections } from '../../src/core/index.js';
import { readNeo4jLock } from '../../src/operations/local-servers/artefact-lock.js';
import { findServers } from '../../src/operations/home/index.js';
import { down, ServerKeeper, stackStatus, up } from '../../src/operations/local-servers/index.js';
import { reviveServers } from '../../src/operations/local-servers/revive.js';
import { findJava } from '../../src/operations/local-servers/java.js';
import { isRunning } from '../../src/operations/home/process-identity.js';
import { StackFile } from '../../src/operations/home/index.js';
import { requireServers } from '../../src/operations/cli/servers.js';
import { rejection } from '../shop/csv/temporary-folder.js';
import type { CliContext } from '../../src/operations/cli/command.js';
import { serversTimeout, testServers } from '../support/servers.js';

/** The environment less what would name other servers or another version. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !['NEO4J_URI', 'REDIS_URL', 'ALONGSIDE_NEO4J_VERSION'].includes(name)),
);

/** Both lines, as far as this machine has a Java for them. */
const runnable = await Promise.all(
  ['5.26', '2026.08'].map(async (line) => {
    const found = await findJava(readNeo4jLock(line), env, []).catch(() => undefined);
    return found === undefined ? [] : [line];
  }),
);

const homes: string[] = [];

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'alongside stäck 店 '));
  homes.push(home);
  return home;
}

async function cypher(where: ServerConnections['neo4j'], statement: string): Promise<unknown> {
  const driver = neo4j.driver(where.uri, neo4j.auth.basic(where.user, where.password), {
    disableLosslessIntegers: true,
  });
  try {
    const { records } = await driver.executeQuery(statement);
    return records[0]?.get(0);
  } finally {
    await driver.close();
  }
}

async function redis<T>(where: ServerConnections['redis'], work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(where.url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}

afterEach(async function () {
  this.timeout(serversTimeout);
  for (const home of homes.splice(0)) {
    await down({ home });
    rmSync(home, { recursive: true, force: true });
  }
});

for (const line of runnable.flat()) {
  describe(`the local stack with Neo4j ${line}`, function () {
    this.timeout(serversTimeout);

    it('comes up twice without harm, beside another home, and keeps its data and address over a restart', async () => {
      const home = newHome();
      const options = { home, env, neo4jVersion: line, progress: noProgress };
      const [first, again, other] = await Promise.all([up(options), up(options), up({ ...options, home: newHome() })]);
      expect([...first.started, ...again.started].sort()).to.deep.equal(['neo4j', 'redis']);
      expect({ ...again, started: [] }).to.deep.equal({ ...first, started: [] });
      expect(first.neo4j.version).to.match(new RegExp(`^${line}\\.`));
      expect(other.neo4j.uri).to.not.equal(first.neo4j.uri);
      expect(other.redis.url).to.not.equal(first.redis.url);

      await cypher(first.neo4j, "CREATE (:Product {productId: 'kept'})");
      await redis(first.redis, (client) => client.set('kept', 'too'));
      expect(await cypher(other.neo4j, 'MATCH (n) RETURN count(n)')).to.equal(0);
      const { neo4j: shown, redis: shownRedis } = await stackStatus({ home, env });
      const { uri, version } = first.neo4j;
      expect(shown).to.deep.equal({ uri, running: true, version, managed: true, problem: null, restarts: null });
      expect(shownRedis).to.deep.include({ running: true, version: first.redis.version, managed: true });
      expect(shownRedis?.url).to.not.contain('@');

      expect(await down({ home })).to.deep.equal({ stopped: ['neo4j', 'redis'] });
      expect(await down({ home })).to.deep.equal({ stopped: [] });
      expect(await findServers({ home, env })).to.equal(undefined);
      expect((await stackStatus({ home, env })).neo4j?.running).to.equal(false);
      expect(await cypher(other.neo4j, 'RETURN 1')).to.equal(1);

      const restarted = await up({ home, env, progress: noProgress });
      expect(restarted.neo4j).to.deep.equal(first.neo4j);
      expect(restarted.redis).to.deep.equal(first.redis);
      expect(await cypher(restarted.neo4j, 'MATCH (n:Product) RETURN n.productId')).to.equal('kept');
      expect(await redis(restarted.redis, (client) => client.get('kept'))).to.equal('too');
    });
  });
}

describe('the local stack', function () {
  this.timeout(serversTimeout);

  it('leaves nothing that down cannot stop when its command is killed while starting', async () => {
    const home = newHome();
    const stack = new URL('../../src/operations/local-servers/index.js', import.meta.url).href;
    const script = `const { up } = await import(${JSON.stringify(stack)});
      await up({ home: process.argv[1], env: process.env, progress: ({ step }) => console.log(step) });`;
    const cli = spawn(process.execPath, ['--input-type=module', '-e', script, home], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of cli.stdout) {
      if (String(line).includes('starting Neo4j')) cli.kill('SIGKILL');
    }
    const record = new StackFile(home).read();
    const processes = [record.neo4j?.process, record.redis?.process].filter((each) => each !== undefined);
    expect(processes.map(isRunning)).to.deep.equal([true, true]);
    expect(statSync(join(home, 'stack.json')).mode & 0o777).to.equal(0o600);
    expect((await down({ home })).stopped).to.deep.equal(['neo4j', 'redis']);
    expect(processes.map(isRunning)).to.deep.equal([false, false]);
  });

  it('comes up again after its servers were killed, once for all commands that use them, and not after down', async () => {
    const home = newHome();
    const options = { home, env, progress: noProgress };
    const first = await up(options);
    await cypher(first.neo4j, 'CREATE (:User)');
    const record = new StackFile(home).read();
    const told: string[] = [];
    const keepers = [1, 2].map(() => new ServerKeeper({ home, env, every: 20, tell: (line) => told.push(line) }));
    for (const server of [record.neo4j, record.redis]) process.kill(server!.process!.pid, 'SIGKILL');
    while (!told.some((line) => line.endsWith('serves again') && line.includes('neo4j'))) await setTimeout(50);
    await Promise.all(keepers.map((keeper) => keeper.close()));
    const { neo4j: graph, redis: queue } = await stackStatus({ home, env });
    expect(graph?.uri).to.equal(first.neo4j.uri);
    expect(graph?.restarts?.count).to.equal(1);
    expect(queue?.restarts?.count).to.equal(1);
    expect(keepers.reduce((sum, { restarts }) => sum + restarts.neo4j, 0)).to.equal(1);
    expect(await cypher(first.neo4j, 'MATCH (u:User) RETURN count(u)')).to.equal(1);

    // For a command that finds one killed, too.
    const notes: string[] = [];
    const terminal = { progress: noProgress, detail: () => undefined, note: (line: string) => notes.push(line) };
    const context = { home, env, terminal, signal: new AbortController().signal } as unknown as CliContext;
    expect((await requireServers(context)).redis.url).to.equal(first.redis.url);
    expect(notes).to.deep.equal([]);
    process.kill(new StackFile(home).read().redis!.process!.pid, 'SIGKILL');
    while ((await stackStatus({ home, env })).redis?.running === true) await setTimeout(50);
    const servers = await requireServers(context);
    expect(notes).to.deep.equal(['redis ended by itself and is started again']);
    expect(servers.redis.url).to.equal(first.redis.url);
    expect(await redis(servers.redis, (client) => client.ping())).to.equal('PONG');

    await down({ home });
    expect(await reviveServers(options, {}, new Date())).to.deep.equal([]);
    expect(await rejection(requireServers(context))).to.have.property('code', 'servers-not-running');
  });

  it('stops what it had started when it is interrupted', async () => {
    const home = newHome();
    const abort = new AbortController();
    const progress = ({ step }: { step: string }): void => {
      if (step.startsWith('starting Neo4j')) abort.abort();
    };
    const error = await up({ home, env, progress, signal: abort.signal }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'interrupted');
    const { neo4j: graph, redis: cache } = new StackFile(home).read();
    expect([graph?.process, cache?.process]).to.deep.equal([undefined, undefined]);
  });

  it('refuses to open a home with another line of Neo4j', async () => {
    const home = newHome();
    new StackFile(home).put('neo4j', { version: '5.26.1', port: 1, password: 'x' });
    const error = await up({ home, env, neo4jVersion: '2026.08', progress: noProgress }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.have.property('code', 'home-of-another-version');
    expect(error).to.have.property('message').that.includes('was made by Neo4j 5.26');
  });

  it('uses servers that the environment names, and starts none', async () => {
    const { redis: running } = await testServers();
    const named = { ...env, REDIS_URL: running.url, NEO4J_URI: 'bolt://127.0.0.1:1' };
    const home = newHome();
    const error = await up({ home, env: named, progress: noProgress }).catch((thrown: unknown) => thrown);
    expect(error).to.have.property('code', 'graph-unreachable');
    expect(await down({ home })).to.deep.equal({ stopped: [] });
    expect(await findServers({ home, env: named })).to.deep.include({ redis: { url: running.url } });
    const status = await stackStatus({ home, env: named });
    expect(status.redis).to.deep.include({ running: true, managed: false });
    expect(status.neo4j).to.deep.include({ running: false, managed: false, version: null });
  });
});

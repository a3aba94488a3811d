import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { connectionEnvironment } from '../../src/core/index.js';
import { deadPort } from '../support/talking-server.js';
import { emptyServers, serversTimeout, testServers } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { run, start, type RunningCommand } from './command-line.js';

/** Five times what is promised, as other work may have the processor. */
const PROMPT = 25_000;

describe('a command', function () {
  this.timeout(120_000);
  let home: string;

  before(async () => (home = await mkdtemp(join(tmpdir(), 'alongside-ends-'))));
  after(() => rm(home, { recursive: true, force: true }));

  it('ends at its start where its servers are not there, with the cause and what to do', async () => {
    const [bolt, redis] = [await deadPort(), await deadPort()];
    const env = {
      ...process.env,
      ALONGSIDE_HOME: home,
      NEO4J_URI: `bolt://127.0.0.1:${bolt}`,
      NEO4J_PASSWORD: 'secret',
      REDIS_URL: `redis://:secret@127.0.0.1:${redis}`,
    };
    const begun = performance.now();
    const commands = [['embed'], ['worker'], ['serve', '--port', '0'], ['jobs'], ['cypher', 'category-pairs']];
    const outcomes = await Promise.all(commands.map((args) => run([...args, '--json', '--verbose'], env)));
    expect(performance.now() - begun).to.be.below(PROMPT);
    for (const { code, stdout, stderr } of outcomes) {
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.contain('nothing listens there').and.contain(`127.0.0.1:${bolt}`).and.not.contain('secret');
      expect(stderr).to.match(/"code":"(redis|graph)-unreachable"/);
    }
    const status = await run(['status'], env);
    expect(status.code).to.equal(1);
    expect(status.stdout).to.contain('nothing listens there').and.contain('Live          not known: Redis is away');
  });

  it('ends when it is told to, while its servers are there and when they have gone', async function () {
    this.timeout(serversTimeout);
    const servers = await testServers();
    await emptyServers(servers);
    const proxies = await Promise.all(
      [servers.neo4j.uri, servers.redis.url].map((url) => TcpProxy.to(Number(new URL(url).port))),
    );
    const through = (url: string, { port }: TcpProxy): string =>
      Object.assign(new URL(url), { port: String(port) }).toString();
    const seen = {
      neo4j: { ...servers.neo4j, uri: through(servers.neo4j.uri, proxies[0]) },
      redis: { url: through(servers.redis.url, proxies[1]) },
    };
    const env = { ...process.env, ...connectionEnvironment(seen), ALONGSIDE_HOME: home };
    const ready = async (args: string[], sign: string): Promise<RunningCommand> => {
      const command = start(args, env);
      while (!command.said.stderr.includes(sign) && !command.said.stdout.includes(sign)) {
        expect(command.process.exitCode, command.said.stderr).to.equal(null);
        await wait(20);
      }
      return command;
    };
    const here = [await ready(['worker'], 'is ready'), await ready(['serve', '--port', '0'], 'Serving')];
    const left = [await ready(['worker'], 'is ready'), await ready(['serve', '--port', '0'], 'Serving')];
    const end = async (commands: readonly RunningCommand[]): Promise<void> => {
      const begun = performance.now();
      // As a service is stopped, and as a terminal is closed.
      const signals = ['SIGTERM', 'SIGHUP'] as const;
      for (const [i, command] of commands.entries()) command.process.kill(signals[i % signals.length]);
      for (const command of commands) expect((await command.outcome).code).to.be.oneOf([0, 143, 129]);
      expect(performance.now() - begun).to.be.below(PROMPT);
    };
    await end(here);
    await Promise.all(proxies.map((proxy) => proxy.stop()));
    while (!/Redis does not answer[^]*Neo4j|Neo4j does not answer[^]*Redis/.test(left[0].said.stderr)) await wait(50);
    expect(left[0].said.stderr.match(/Redis does not answer/g)).to.have.length(1);
    await end(left);
  });
});

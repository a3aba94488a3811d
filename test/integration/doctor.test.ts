import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectionEnvironment } from '../../src/core/index.js';
import { onlyJson, run } from '../e2e/command-line.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';
import { openEmptyServers, type OpenServers } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import { deadPort } from '../support/talking-server.js';

interface Report {
  readonly sound: boolean;
  readonly findings: readonly { check: string; state: string; says: string; todo?: string }[];
}

describe('doctor', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let opened: OpenServers;
  before(async function () {
    this.timeout(serversTimeout);
    opened = await openEmptyServers();
  });
  after(async () => {
    await opened.close();
  });

  async function asked(changed: NodeJS.ProcessEnv = {}): Promise<Report & { readonly code: number | null }> {
    const servers = connectionEnvironment(opened.servers);
    const env = { ...process.env, ...servers, ALONGSIDE_HOME: join(folder(), 'home'), ...changed };
    const outcome = await run(['doctor', '--json', '--port', String(await deadPort())], env);
    return { code: outcome.code, ...(onlyJson(outcome) as unknown as Report) };
  }

  it('names each thing it looked at, what is so, and what to do where it is not well', async () => {
    const { code, sound, findings } = await asked();
    expect(code).to.equal(findings.some(({ state }) => state === 'broken') ? 1 : 0);
    expect(sound).to.equal(code === 0);
    const states = Object.fromEntries(findings.map(({ check, state }) => [check, state]));
    expect(states).to.include({ Node: 'ok', home: 'ok', Neo4j: 'ok', graph: 'ok', Redis: 'ok' });
    expect(states)
      .to.include({ 'live snapshot': 'warning', model: 'ok', port: 'ok' })
      .and.include.keys('clock', 'memory');
    for (const { check, state, todo } of findings) expect(todo === undefined, check).to.equal(state === 'ok');
  });

  it('leaves with 1 where Redis is away, and tells the rest all the same', async () => {
    const { code, sound, findings } = await asked({ REDIS_URL: `redis://127.0.0.1:${await deadPort()}` });
    expect({ code, sound }).to.deep.equal({ code: 1, sound: false });
    const [redis] = findings.filter(({ check }) => check.startsWith('Redis'));
    expect(redis).to.include({ state: 'broken' });
    expect(redis.todo).to.contain('alongside up');
    expect(findings.find(({ check }) => check === 'Neo4j')).to.include({ state: 'ok' });
  });

  it('tells a wrong password of Neo4j by that, and leaves an open home open', async () => {
    const home = join(folder(), 'open');
    await mkdir(home);
    await writeFile(join(home, 'stack.json'), '{"format":1}', { mode: 0o600 });
    await chmod(home, 0o755);
    const { code, findings } = await asked({ NEO4J_PASSWORD: 'not-this-one', ALONGSIDE_HOME: home });
    expect(code).to.equal(1);
    const neo4j = findings.find(({ check }) => check === 'Neo4j');
    expect(neo4j?.says).to.contain('does not take the password');
    expect(neo4j?.todo).to.contain('NEO4J_PASSWORD');
    expect(findings.find(({ check }) => check === 'file modes')).to.include({ state: 'warning' });
    expect((await stat(home)).mode & 0o777).to.equal(0o755);
  });
});

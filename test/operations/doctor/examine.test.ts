import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { examine, type Finding } from '../../../src/operations/doctor/index.js';
import { identityOf } from '../../../src/operations/home/index.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';
import { talkingServer, type TalkingServer } from '../../support/talking-server.js';

describe('what doctor finds', function () {
  this.timeout(30_000);
  const folder = temporaryFolder();
  const servers: TalkingServer[] = [];
  after(() => {
    for (const server of servers) server.close();
  });

  async function home(name: string, record: string): Promise<string> {
    const path = join(folder(), name);
    await mkdir(path, { mode: 0o700 });
    await writeFile(join(path, 'stack.json'), record, { mode: 0o600 });
    return path;
  }

  async function found(path: string, env: NodeJS.ProcessEnv = {}): Promise<ReadonlyMap<string, Finding>> {
    const options = { home: path, models: join(path, 'models'), env: { PATH: process.env['PATH'], ...env }, port: 0 };
    const findings = await examine({ ...options, now: () => new Date() });
    return new Map(findings.map((finding) => [finding.check, finding]));
  }

  it('of a record that cannot be read is that alone, not that no server was started', async () => {
    const findings = await found(await home('garbled', '{"format":'));
    expect(findings.get('home')).to.include({ state: 'broken' });
    expect(findings.get('home')?.todo).to.contain('Stop any server of this home by hand');
    for (const server of ['Neo4j', 'Redis']) expect(findings.get(server)?.says, server).to.contain('cannot be read');
  });

  it('of a home that stands open is what to do, and the home stays as it is', async () => {
    const path = await home('open', '{"format":1}');
    await chmod(path, 0o755);
    const findings = await found(path);
    expect(findings.get('file modes')).to.deep.include({ state: 'warning' });
    expect(findings.get('file modes')?.todo).to.contain(`chmod go-rwx '${path}'`);
    expect(findings.get('Redis')?.says).to.equal('none was started for this home');
    expect((await stat(path)).mode & 0o777).to.equal(0o755);
  });

  it('of silent servers whose processes live is not that they are to be started', async () => {
    const silent = await talkingServer(() => undefined);
    servers.push(silent);
    const server = { version: '6.2.11', port: silent.port, password: 'p', process: identityOf(process.pid) };
    const findings = await found(await home('silent', JSON.stringify({ format: 1, neo4j: server, redis: server })));
    for (const name of ['Neo4j', 'Redis']) {
      expect(findings.get(name), name).to.include({ state: 'broken' });
      expect(findings.get(name)?.says, name).to.match(/takes connections and says nothing/);
      expect(findings.get(name)?.todo, name).to.contain('alongside down');
    }
  });
});

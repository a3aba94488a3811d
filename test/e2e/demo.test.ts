import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';
import { ArtefactCache } from '../../src/operations/local-servers/index.js';
import { canTrace, traced, type Traced } from '../support/system-calls.js';
import { testServers } from '../support/servers.js';

const run = promisify(execFile);
const cli = join(packageRoot, 'bin', 'alongside.js');

interface DemoResult {
  readonly planted: { readonly all: Share; readonly wellSold: Share; readonly apart: Share };
  readonly lists: readonly {
    readonly source: string;
    readonly items: readonly { categoryId: string; reason: string }[];
  }[];
  readonly api: { readonly url: string; readonly curl: string };
}
interface Share {
  readonly planted: number;
  readonly found: number;
}

const unchecked = canTrace() ? '' : ' (not checked: strace is missing here, or may not trace)';

describe('the demo in a fresh home', function () {
  this.timeout(600_000);
  let folder: string;
  let home: string;
  let result: DemoResult;
  let trace: Traced | undefined;

  /** Its own servers, whatever the environment names. */
  function environment(): NodeJS.ProcessEnv {
    const env = { ...process.env };
    delete env['NEO4J_URI'];
    delete env['REDIS_URL'];
    return env;
  }

  before(async () => {
    // Has the servers fetched, so that nothing of the demo's needs another machine.
    await testServers();
    folder = await mkdtemp(join(tmpdir(), 'alongside-demo-test-'));
    home = join(folder, 'home');
    const command = [process.execPath, cli, 'demo', '--json', '--exit', '--home', home];
    if (unchecked === '') trace = await traced(command, environment(), folder);
    const { stdout } = trace ?? (await run(command[0], command.slice(1), { env: environment() }));
    result = JSON.parse(stdout) as DemoResult;
  });

  after(async () => {
    await run(process.execPath, [cli, 'down', '--home', home], { env: environment() });
    await rm(folder, { recursive: true, force: true });
  });

  it('finds most of the planted complements among the first ten', () => {
    const { all, wellSold, apart } = result.planted;
    expect(all.planted).to.be.greaterThan(3000);
    expect(all.found / all.planted).to.be.greaterThan(0.9);
    expect(wellSold.found / wellSold.planted).to.be.greaterThan(0.9);
    expect(apart.planted).to.be.greaterThan(200);
    expect(apart.found / apart.planted).to.be.at.least(0.5);
  });

  it('shows lists of other categories with a reason for every item', () => {
    const [tent, camera, basket, cold] = result.lists;
    expect([tent, camera, basket].map(({ source }) => source)).to.deep.equal(['graph', 'graph', 'graph']);
    expect(cold.source).to.equal('category');
    expect(tent.items).to.have.length(5);
    expect(tent.items.map(({ categoryId }) => categoryId)).to.not.include('tents');
    for (const { reason } of result.lists.flatMap(({ items }) => items)) expect(reason).to.match(/\w/);
  });

  it("ends with the API's address and a line to try it", () => {
    expect(result.api.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(result.api.curl).to.contain(`${result.api.url}/v1/products/`);
  });

  it(`speaks to this machine alone, by whatever it loads and starts${unchecked}`, function () {
    if (trace === undefined) return this.skip();
    expect(trace.remoteAddresses()).to.deep.equal([]);
  });

  it(`writes into its home, the cache and the temporary folder, and nowhere else${unchecked}`, function () {
    if (trace === undefined) return this.skip();
    const allowed = [home, tmpdir(), ArtefactCache.fromEnvironment(environment()).folder, '/dev', '/proc'];
    const elsewhere = trace.changedPaths().filter((path) => !allowed.some((root) => path.startsWith(`${root}/`)));
    expect(elsewhere).to.deep.equal([]);
    expect(trace.changedPaths()).to.include(join(home, 'stack.json'));
  });

  it('changes nothing when it is run again', async () => {
    const { stdout, stderr } = await run(process.execPath, [cli, 'demo', '--json', '--exit', '--home', home], {
      env: environment(),
    });
    expect(stderr).to.contain('0 written').and.to.contain('Nothing changed');
    expect((JSON.parse(stdout) as DemoResult).lists).to.deep.equal(result.lists);
  });
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';

const mocha = join(packageRoot, 'node_modules', 'mocha', 'bin', 'mocha.js');
const reporter = fileURLToPath(new URL('counting-reporter.js', import.meta.url));

/** Files of tests, by how each ends. */
const FILES = {
  good: `it('passes', () => {}); it('passes too', () => {}); it.skip('is skipped', () => {});`,
  bad: `it('passes', () => {}); it('fails', () => { throw new Error('bad'); });`,
  broken: `throw new Error('cannot be loaded');`,
  crashing: `it('takes its process along', () => process.exit(0));`,
  endless: `it('tells that it runs', function (done) { this.timeout(0); process.kill(SIGNALLED, 'SIGTERM'); });`,
};

describe("the last line of a run's report", function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  /** How a run over these files ends. */
  async function run(
    files: readonly (keyof typeof FILES)[],
    parallel: boolean,
  ): Promise<{ code: unknown; last: string }> {
    const paths = files.map((name) => join(folder(), `${name}.cjs`));
    const mochaPid = parallel ? 'process.ppid' : 'process.pid';
    for (const [i, name] of files.entries()) await writeFile(paths[i], FILES[name].replace('SIGNALLED', mochaPid));
    const env = { ...process.env };
    for (const name of ['MOCHA_WORKER_ID', 'ALONGSIDE_TEST_RUN']) Reflect.deleteProperty(env, name);
    const args = ['--no-config', '--exit', '--reporter', reporter, ...(parallel ? ['--parallel', '--jobs', '2'] : [])];
    const child = spawn(process.execPath, [mocha, ...args, ...paths], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'close')) as unknown[];
    return { code, last: said.trimEnd().split('\n').at(-1) ?? '' };
  }

  for (const parallel of [false, true]) {
    const way = parallel ? 'in parallel' : 'one after another';

    it(`has the true counts, ${way}`, async () => {
      expect(await run(['good'], parallel)).to.deep.equal({ code: 0, last: '2 passed, 0 failed, 1 skipped' });
      expect(await run(['good', 'bad'], parallel)).to.deep.equal({ code: 1, last: '3 passed, 1 failed, 1 skipped' });
    });

    it(`counts a file that cannot be loaded as a failure, ${way}`, async () => {
      const last = parallel ? '2 passed, 1 failed, 1 skipped' : '0 passed, 1 failed';
      expect(await run(['good', 'broken'], parallel)).to.deep.equal({ code: 1, last });
    });

    it(`counts a process that went away as a failure, ${way}`, async () => {
      expect(await run(['crashing'], parallel)).to.deep.equal({ code: 1, last: '0 passed, 1 failed' });
    });

    it(`counts a signal that cuts the run as a failure, ${way}`, async () => {
      expect(await run(['endless'], parallel)).to.deep.equal({ code: 143, last: '0 passed, 1 failed' });
    });
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { packageRoot } from '../../src/core/index.js';
import { identityOf } from '../../src/operations/home/index.js';
import { temporaryFolder } from '../shop/csv/temporary-folder.js';

const mocha = join(packageRoot, 'node_modules', 'mocha', 'bin', 'mocha.js');
const reporter = fileURLToPath(new URL('counting-reporter.js', import.meta.url));
const home = new URL('../../src/operations/home/index.js', import.meta.url).href;

describe('the folder of a run', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();

  it('is removed when the run ends, and the servers of every process of it are killed', async () => {
    const files = await Promise.all(
      ['a', 'b'].map(async (name) => {
        const file = join(folder(), `${name}.mjs`);
        const told = JSON.stringify(join(folder(), `${name}.json`));
        await writeFile(
          file,
          `import { spawn } from 'node:child_process';
           import { mkdirSync, writeFileSync } from 'node:fs';
           import { identityOf, StackFile } from ${JSON.stringify(home)};
           it('starts a server', () => {
             const { pid } = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' });
             const folder = process.env.ALONGSIDE_TEST_RUN;
             mkdirSync(folder + '/home-${name}');
             new StackFile(folder + '/home-${name}').put('neo4j', { version: '1', port: 1, password: 'x', process: identityOf(pid) });
             writeFileSync(${told}, JSON.stringify({ pid, folder }));
           });`,
        );
        return file;
      }),
    );
    const env = { ...process.env };
    for (const name of ['MOCHA_WORKER_ID', 'ALONGSIDE_TEST_RUN']) Reflect.deleteProperty(env, name);
    const args = ['--no-config', '--exit', '--reporter', reporter, '--parallel', '--jobs', '2', ...files];
    const run = spawn(process.execPath, [mocha, ...args], { env, stdio: 'ignore' });
    expect(await once(run, 'close')).to.deep.equal([0, null]);
    for (const name of ['a', 'b']) {
      const told = JSON.parse(await readFile(join(folder(), `${name}.json`), 'utf8')) as {
        pid: number;
        folder: string;
      };
      expect(existsSync(told.folder)).to.equal(false);
      while (identityOf(told.pid) !== undefined) await wait(10);
    }
  });
});

import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { packageRoot } from '../../../src/core/index.js';
import { identityOf, isRunning } from '../../../src/operations/home/process-identity.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';

const module = pathToFileURL(join(packageRoot, 'dist', 'src', 'operations', 'jobs', 'end-with-parent.js')).href;

/** As BullMQ's process does: tells the parent of what nobody caught, and ends when that is told. */
const telling = `process.on('uncaughtException', async () => {
  await new Promise((resolve, reject) => process.send({}, (error) => (error ? reject(error) : resolve())));
  process.exit();
});`;

describe('the process of a job', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  let parent: ChildProcess | undefined;

  afterEach(() => parent?.kill('SIGKILL'));

  /** Starts a parent with a job's process that is at `work` when the parent dies; whether that process is gone in time. */
  async function endsWithParent(work: string): Promise<boolean> {
    const [job, start] = [join(folder(), 'job.mjs'), join(folder(), 'parent.mjs')];
    writeFileSync(
      job,
      `import { endWithParent } from ${JSON.stringify(module)};
       ${telling}
       const parent = process.ppid;
       endWithParent();
       process.send(process.pid, () => { ${work} });`,
    );
    writeFileSync(
      start,
      `import { fork } from 'node:child_process';
       fork(${JSON.stringify(job)}).on('message', (pid) => process.send(pid));`,
    );
    parent = fork(start);
    const [pid] = (await once(parent, 'message')) as [number];
    const identity = identityOf(pid)!;
    parent.kill('SIGKILL');
    for (let waited = 0; waited < 100 && isRunning(identity); waited++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const gone = !isRunning(identity);
    if (!gone) process.kill(pid, 'SIGKILL');
    return gone;
  }

  it('ends when its worker was killed while it computes', async () => {
    expect(await endsWithParent('for (;;);')).to.be.true;
  });

  it('ends when nobody is there to be told of what it did not catch', async () => {
    const loop = 'while (process.ppid === parent); Promise.reject(new Error("lost"));';
    expect(await endsWithParent(loop)).to.be.true;
  });
});

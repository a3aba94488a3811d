import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

interface Told {
  readonly message: string;
  readonly progress: readonly { readonly failure: { readonly code: string; readonly message: string } }[];
  readonly uncaught: readonly string[];
}

describe("a job's process", function () {
  this.timeout(60_000);
  const told: Partial<Told> = {};

  before(async () => {
    const child = fork(fileURLToPath(new URL('job-process-child.js', import.meta.url)), { execArgv: [] });
    child.on('message', (message) => Object.assign(told, message));
    while (told.uncaught === undefined) await once(child, 'message');
    child.kill();
  });

  it('refuses a payload that is none, once and for all, and says so as data', () => {
    expect(told).to.include({ name: 'UnrecoverableError' });
    expect(told.message).to.contain('layer');
    expect(told.progress).to.deep.equal([{ failure: { code: 'invalid-job', message: told.message, details: {} } }]);
  });

  it('leaves sentence and stack of what nobody caught to BullMQ, which makes JSON of all the rest', () => {
    expect(told.uncaught).to.have.members(['stack', 'message']);
  });
});

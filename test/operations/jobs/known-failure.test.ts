import { expect } from 'chai';
import { AlongsideError, errorRegistry } from '../../../src/core/index.js';
import { asKnownFailure } from '../../../src/operations/jobs/known-failure.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';

describe('what a job fails with', () => {
  const folder = temporaryFolder();
  const met = (message: string, code: string): unknown =>
    asKnownFailure(Object.assign(new Error(message), { code }), { ALONGSIDE_MODELS: folder() });

  it('names a disk that is full or takes no writing, which no other attempt mends', () => {
    for (const [code, known] of [
      ['ENOSPC', 'disk-full'],
      ['EDQUOT', 'disk-full'],
      ['EROFS', 'folder-not-writable'],
    ] as const) {
      const error = met(`${code}: write`, code);
      expect(error).to.be.instanceOf(AlongsideError).with.property('code', known);
      expect((error as Error).message)
        .to.contain(folder())
        .and.contain('ALONGSIDE_MODELS');
      expect(errorRegistry[known].retryable).to.equal(false);
    }
  });

  it('names a server that went away, and leaves what nobody knows', () => {
    expect(met('read ECONNRESET', 'ECONNRESET')).to.have.property('code', 'redis-unreachable');
    const unknown = new Error('what is this');
    expect(asKnownFailure(unknown, {})).to.equal(unknown);
  });
});

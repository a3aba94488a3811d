import { UnrecoverableError } from 'bullmq';
import { expect } from 'chai';
import { AlongsideError, stackOf } from '../../../src/core/index.js';
import { jobError, strip } from '../../../src/operations/jobs/job-error.js';

describe("an error that leaves a job's process", () => {
  const cause = Object.assign(new Error('deep inside'), { weights: new Float32Array(10) });

  it('carries its sentence and its stack, and nothing that could be large', () => {
    for (const code of ['graph-unreachable', 'model-corrupt'] as const) {
      const error = new AlongsideError(code, 'It failed.', { path: '/models' }, { cause });
      const plain = jobError(error);
      expect(plain).to.include({ message: 'It failed.', stack: stackOf(error) });
      expect(Object.getOwnPropertyNames(plain)).to.not.include.members(['cause']);
      expect(JSON.stringify(plain)).to.have.lengthOf.below(100);
    }
    expect(jobError('odd').message).to.equal('odd');
  });

  it('tells the queue whether another attempt can help', () => {
    expect(jobError(new AlongsideError('graph-unreachable', 'Away.'))).to.not.be.instanceOf(UnrecoverableError);
    expect(jobError(new AlongsideError('model-outdated', 'Old.'))).to.be.instanceOf(UnrecoverableError);
    expect(jobError(new Error('ECONNRESET'))).to.not.be.instanceOf(UnrecoverableError);
  });

  it('that nothing caught is left with these too', () => {
    const error = Object.assign(new Error('It broke.', { cause }), { tensor: new Float32Array(10) });
    strip(error);
    expect(Object.getOwnPropertyNames(error)).to.have.members(['message', 'stack']);
    expect(error.message).to.equal('It broke.');
    expect(() => {
      strip('odd');
    }).to.not.throw();
  });
});

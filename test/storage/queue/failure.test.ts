import { UnrecoverableError } from 'bullmq';
import { expect } from 'chai';
import { followedFailure } from '../../../src/storage/queue/failure.js';
import { jobFailure } from '../../../src/storage/queue/index.js';
import { AlongsideError, messageOf } from '../../../src/core/index.js';

describe("a job's failure", () => {
  it('reaches whoever follows the job with sentence and code, through a queue that keeps a text only', () => {
    const thrown = jobFailure(new AlongsideError('disk-full', 'No space is left (on /).'));
    expect(thrown).not.to.be.instanceOf(UnrecoverableError);
    const failure = followedFailure(messageOf(thrown), '7', thrown);
    expect(failure).to.include({ code: 'job-failed', message: 'No space is left (on /).' });
    expect(failure.details).to.deep.equal({ job: '7', reason: 'disk-full' });
  });

  it('ends the job at once where another attempt would fail alike', () => {
    const diverged = jobFailure(new AlongsideError('training-diverged', 'The loss is NaN.'));
    expect(diverged).to.be.instanceOf(UnrecoverableError);
    expect(followedFailure(messageOf(diverged), '7', diverged).details).to.include({ reason: 'training-diverged' });
  });

  it('that is not ours keeps its words', () => {
    const odd = new Error('Unexpected exit code: null signal: SIGKILL');
    expect(jobFailure(odd)).to.equal(odd);
    const failure = followedFailure(odd.message, '7', odd);
    expect(failure.message).to.equal(odd.message);
    expect(failure.details).to.deep.equal({ job: '7' });
  });
});

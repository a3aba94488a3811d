import { expect } from 'chai';
import { followedFailure, recordedFailure } from '../../../src/storage/queue/failure.js';
import { recordFailure } from '../../../src/storage/queue/index.js';
import { AlongsideError } from '../../../src/core/index.js';

describe("a job's failure", () => {
  const full = new AlongsideError('disk-full', 'No space is left (on /).', { folder: '/', tried: ['/tmp', '/'] });

  /** The progress that a job has in the queue once its process has recorded `error`. */
  async function progressAfter(error: AlongsideError): Promise<object> {
    let progress = {};
    await recordFailure({ updateProgress: (value) => Promise.resolve(void (progress = value as object)) }, error);
    return JSON.parse(JSON.stringify(progress)) as object;
  }

  it('reaches whoever follows the job with sentence, code and details', async () => {
    const failure = recordedFailure({ progress: await progressAfter(full), failedReason: full.message });
    expect(failure).to.deep.equal({ code: 'disk-full', message: full.message, details: full.details });
    const followed = followedFailure('7', full.message, failure, full);
    expect(followed).to.include({ code: 'job-failed', message: 'No space is left (on /).' });
    expect(followed.details).to.deep.equal({ folder: '/', tried: ['/tmp', '/'], job: '7', reason: 'disk-full' });
  });

  it('is not that of an earlier attempt, where the process of the last one was killed', async () => {
    const killed = 'Unexpected exit code: null signal: SIGKILL';
    expect(recordedFailure({ progress: await progressAfter(full), failedReason: killed })).to.equal(undefined);
  });

  it('that is not ours keeps its words', () => {
    const odd = 'Unexpected exit code: null signal: SIGKILL';
    for (const progress of [{ step: 'encoding', done: 3, unit: 'products' }, 0, 'half']) {
      const failure = followedFailure('7', odd, recordedFailure({ progress, failedReason: odd }), undefined);
      expect(failure.message).to.equal(odd);
      expect(failure.details).to.deep.equal({ job: '7' });
    }
  });
});

import { expect } from 'chai';
import { AlongsideError, type ErrorCode } from '../../../src/core/index.js';
import { worthAnotherAttempt } from '../../../src/storage/queue/index.js';

describe('the retry policy of jobs', () => {
  const worth = (codes: readonly ErrorCode[]): boolean[] =>
    codes.map((code) => worthAnotherAttempt(new AlongsideError(code, 'It failed.')));

  it('tries again where a server, the network or memory was short for a while', () => {
    const passing: ErrorCode[] = [
      'graph-unreachable',
      'graph-timeout',
      'redis-unreachable',
      'artefact-unreachable',
      'artefact-checksum',
      'folder-busy',
      'snapshot-incomplete',
      'publish-failed',
      'ranking-thread-stopped',
    ];
    expect(worth(passing)).to.deep.equal(passing.map(() => true));
  });

  it('does not where another attempt would fail alike', () => {
    const lasting: ErrorCode[] = [
      'invalid-job',
      'environment-missing',
      'graph-empty',
      'unknown-category',
      'no-model',
      'model-missing',
      'model-corrupt',
      'model-outdated',
      'checkpoint-invalid',
      'training-diverged',
      'title-vectors-missing',
      'minilm-unreadable',
      'cuda-unavailable',
      'onnx-model-corrupt',
      'disk-full',
      'interrupted',
    ];
    expect(worth(lasting)).to.deep.equal(lasting.map(() => false));
  });

  it('tries again after whatever is not an error of ours', () => {
    expect(worthAnotherAttempt(new Error('ECONNRESET'))).to.equal(true);
  });
});

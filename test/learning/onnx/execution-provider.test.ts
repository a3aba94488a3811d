import { expect } from 'chai';
import { AlongsideError } from '../../../src/core/index.js';
import { openOnProvider } from '../../../src/learning/onnx/execution-provider.js';
import type { ExecutionProvider } from '../../../src/learning/onnx/index.js';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';

/** A machine without CUDA's library. */
function withoutCuda(providers: readonly ExecutionProvider[]): Promise<string> {
  return providers.includes('cuda')
    ? Promise.reject(new Error('Failed to load shared library\nlibcudnn.so.9: not found'))
    : Promise.resolve('session');
}

describe('execution provider', () => {
  it('auto falls back to the CPU and says so in one line that is no fault', async () => {
    const notes: string[] = [];
    const { provider } = await openOnProvider('auto', withoutCuda, (line) => notes.push(line));
    expect(provider).to.equal('cpu');
    expect(notes).to.deep.equal(['Computing on the CPU (no CUDA here).']);
  });

  it('auto takes CUDA where it can be had, and says nothing', async () => {
    const notes: string[] = [];
    const tried: (readonly ExecutionProvider[])[] = [];
    const open = (providers: readonly ExecutionProvider[]): Promise<string> => {
      tried.push(providers);
      return Promise.resolve('session');
    };
    const { provider } = await openOnProvider('auto', open, (line) => notes.push(line));
    expect(provider).to.equal('cuda');
    expect(tried).to.deep.equal([['cuda', 'cpu']]);
    expect(notes).to.be.empty;
  });

  it('cuda fails with what to do where it cannot be had', async () => {
    const notes: string[] = [];
    const error: unknown = await openOnProvider('cuda', withoutCuda, (line) => notes.push(line)).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(AlongsideError).with.property('code', 'cuda-unavailable');
    expect(error).to.have.property('message').that.contains('--provider cpu').and.contains('Failed to load');
    expect(notes).to.be.empty;
  });

  it('cpu never asks for CUDA, and a fault of the CPU is not taken for a missing GPU', async () => {
    const broken = (): Promise<string> => Promise.reject(new Error('no memory'));
    const error: unknown = await openOnProvider('cpu', broken, () => undefined).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.have.property('message', 'no memory');
  });

  it('opens ONNX Runtime itself: auto works on any machine and notes a fall-back at most once', async () => {
    const notes: string[] = [];
    const runtime = await OnnxRuntime.open({ provider: 'auto', note: (line) => notes.push(line) });
    await runtime.session('gcn');
    await runtime.session('affinity');
    expect(notes).to.have.length(runtime.provider === 'cpu' ? 1 : 0);
    expect(runtime.version).to.match(/^\d+\.\d+\.\d+/);
    await runtime.close();
  });
});

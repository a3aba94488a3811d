import { expect } from 'chai';
import { engineSettings } from '../../../../src/ranking/pipeline/index.js';
import { signalSources } from '../../../../src/ranking/pipeline/rank/signal-sources.js';
import { csrFromEdges } from '../../../../src/core/numerics/index.js';
import { noProgress } from '../../../../src/core/index.js';
import { OnnxRuntime } from '../../../../src/learning/onnx/index.js';
import { SIGNALS, type Signal } from '../../../../src/ranking/reranking/index.js';
import type { SecondStage } from '../../../../src/ranking/types.js';
import type { SignalSources } from '../../../../src/ranking/candidates/index.js';
import { randomInteractions } from '../../../learning/factorisation/interactions.js';

describe('the sources of signals', () => {
  let runtime: OnnxRuntime;
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
  });
  after(() => runtime.close());

  const { signals } = engineSettings({ layer: 'lightgcn', seed: 1 });
  const contents = randomInteractions(60, 20, 240, 1);
  const shop = {
    baskets: {
      contents,
      ageWeight: new Float64Array(60).fill(1),
      age: new Float64Array(60),
      dayShare: new Float64Array(60).fill(1),
      counted: new Uint8Array(60).fill(1),
      people: Int32Array.from({ length: 60 }, (_, b) => b),
      bought: new Uint8Array(contents.columns.length).fill(1),
    },
    basketTime: Float64Array.from({ length: 60 }, (_, b) => b * 86_400_000),
    options: { evidence: { repeat: 0.5 } },
  };
  const stage = (...signals: readonly Signal[]): SecondStage => ({
    weights: SIGNALS.map((signal) => (signals.includes(signal) ? 1 : 0)),
    debias: 0.5,
    recentShare: 0.5,
  });
  const sourcesFor = (asked?: SecondStage): Promise<SignalSources> =>
    signalSources(
      runtime,
      shop,
      {
        graph: csrFromEdges({ rows: 20, width: 20, sources: new Int32Array(0), targets: new Int32Array(0) }),
        embeddings: new Float32Array(20),
        dimension: 1,
      },
      { signals, stage: asked },
      noProgress,
    );

  it('are all there where a second stage is yet to be fitted', async () => {
    expect(await sourcesFor()).to.have.all.keys('affinity', 'factors', 'lowPass', 'logRecent');
  });

  it('leave out what a fitted one gives no weight, and give the rest as ever', async () => {
    const all = await sourcesFor();
    const { affinity, factors, lowPass, logRecent } = all;
    expect(await sourcesFor(stage('posterior', 'factors'))).to.deep.equal({ affinity, factors, logRecent });
    expect(await sourcesFor(stage('posterior', 'smooth'))).to.deep.equal({ affinity, lowPass, logRecent });
    expect(await sourcesFor(stage('posterior'))).to.have.all.keys('affinity', 'logRecent');
  });
});

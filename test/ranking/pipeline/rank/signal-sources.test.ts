import { expect } from 'chai';
import { engineSettings } from '../../../../src/ranking/pipeline/index.js';
import { signalSources } from '../../../../src/ranking/pipeline/rank/signal-sources.js';
import { csrFromEdges } from '../../../../src/core/numerics/index.js';
import { gatherEvidence } from '../../../../src/learning/cooccurrence/index.js';
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
  const baskets = {
    contents,
    ageWeight: new Float64Array(60).fill(1),
    age: new Float64Array(60),
    dayShare: new Float64Array(60).fill(1),
    counted: new Uint8Array(60).fill(1),
    people: Int32Array.from({ length: 60 }, (_, b) => b),
    bought: new Uint8Array(contents.columns.length).fill(1),
  };
  const { evidence: options } = engineSettings({ layer: 'lightgcn', seed: 1 });
  const shop = {
    baskets,
    basketTime: Float64Array.from({ length: 60 }, (_, b) => b * 86_400_000),
    options: { evidence: options },
    evidence: gatherEvidence(baskets, options),
  };
  const stage = (...signals: readonly Signal[]): SecondStage => ({
    weights: SIGNALS.map((signal) => (signals.includes(signal) ? 1 : 0)),
    debias: 0.5,
    recentShare: 0.5,
  });
  const sourcesFor = (asked?: SecondStage, of: Parameters<typeof signalSources>[1] = shop): Promise<SignalSources> =>
    signalSources(
      runtime,
      of,
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

  it('tell what comes after what where the order of baskets is known, if that has a say', async () => {
    const places = Int32Array.from(contents.columns, (_, e) => e);
    const ordered = { ...shop, baskets: { ...baskets, places } };
    const { direction } = await sourcesFor(undefined, ordered);
    expect(direction?.columns).to.deep.equal(shop.evidence.pairs.columns);
    expect(await sourcesFor(stage('posterior', 'direction'), ordered)).to.have.property('direction');
    expect(await sourcesFor(stage('posterior'), ordered)).not.to.have.property('direction');
  });
});

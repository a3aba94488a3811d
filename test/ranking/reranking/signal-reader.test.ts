import { expect } from 'chai';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { SIGNALS, type Signal } from '../../../src/ranking/reranking/index.js';
import { SignalReader } from '../../../src/ranking/reranking/signal-reader.js';
import type { FirstStage, SignalSources } from '../../../src/ranking/candidates/index.js';
import { contextOf } from '../ranking-fixture.js';

/** Products 0 to 3; 0 and 1 are of brand 0, 3 of brand 1. */
const context = contextOf({
  popularity: [4, 9, 1, 0],
  categoryOf: [0, 1, 1, 2],
  brandOf: [0, 0, -1, 1],
  categories: 3,
  lift: [0, 0.5, -0.25, 0.5, 0, 0, -0.25, 0, 0],
});
const vectors = (rows: readonly (readonly [number, number])[]) => ({
  dimension: 2,
  values: Float32Array.from(rows.flat()),
});
const affinity = vectors([
  [1, 0],
  [0.5, 0.5],
  [0, 1],
  [-1, 0],
]);
const first: FirstStage = {
  products: Int32Array.of(1, 2, 3),
  posterior: Float64Array.of(0.5, 0.25, 0),
  evidence: Float64Array.of(3, 0, 0),
};

function read(sources: SignalSources, product = 0, reader = new SignalReader(sources, context)) {
  const into = new Float64Array(3 * SIGNALS.length);
  reader.read(product, first, into);
  return (signal: Signal): number[] => [0, 1, 2].map((i) => into[i * SIGNALS.length + SIGNALS.indexOf(signal)]);
}

describe('the signals of candidates', () => {
  it('are what the first stage, the embeddings and the catalogue say of each', () => {
    const signal = read({ affinity });
    expect(signal('posterior').slice(0, 2)).to.deep.equal([Math.log(0.5), Math.log(0.25)]);
    expect(signal('posterior')[2]).to.be.finite.and.to.be.lessThan(-700);
    expect(signal('evidence')).to.deep.equal([Math.log(4), 0, 0]);
    expect(signal('seen')).to.deep.equal([1, 0, 0]);
    expect(signal('affinity')).to.deep.equal([0.5, 0, -1]);
    expect(signal('categoryLift')).to.deep.equal([0.5, 0.5, -0.25]);
    expect(signal('brand')).to.deep.equal([1, 0, 0]);
    expect(signal('rareBrand')).to.deep.equal([Math.log(4 / 2), 0, 0]);
    expect(signal('popularity')).to.deep.equal([...Float32Array.of(Math.log(10), Math.log(2), 0)]);
  });

  it('are 0 where a shop lacks what they are read from', () => {
    const signal = read({ affinity });
    for (const absent of ['factors', 'smooth', 'content', 'direction', 'recent'] as const) {
      expect(signal(absent), absent).to.deep.equal([0, 0, 0]);
    }
  });

  it('say which of the two comes first, by the pair', () => {
    const direction = csrFromEdges({
      rows: 4,
      width: 4,
      sources: Int32Array.of(0, 0, 1),
      targets: Int32Array.of(1, 3, 0),
      values: Float32Array.of(0.5, -0.25, -0.5),
    });
    expect(read({ affinity, direction })('direction')).to.deep.equal([0.5, 0, -0.25]);
  });

  it('compare smoothed purchases with the strongest candidate, and do not tell the weakest apart', () => {
    const leaving = vectors([
      [0, 0],
      [4, 0],
      [1, 0],
      [-3, 0],
    ]);
    const signal = read({ affinity, lowPass: { entering: affinity, leaving } });
    expect(signal('smooth')).to.deep.equal([1 + 0.01, 0.25 + 0.01, 0.01].map(Math.log));
  });

  it('read overlap of words from both rows, whatever was asked before', () => {
    const content = csrFromEdges({
      rows: 4,
      width: 5,
      sources: Int32Array.of(0, 0, 1, 2, 3, 3),
      targets: Int32Array.of(0, 3, 3, 4, 0, 3),
      values: Float32Array.of(0.5, 0.75, 1, 1, 0.5, 0.25),
    });
    const logRecent = Float32Array.of(0, 0.5, 0.25, 0);
    const reader = new SignalReader({ affinity, content, logRecent }, context);
    read({ affinity }, 3, reader);
    const signal = read({ affinity }, 0, reader);
    expect(signal('content')).to.deep.equal([0.75, 0, 0.25 + 0.1875]);
    expect(signal('recent')).to.deep.equal([0.5, 0.25, 0]);
  });
});

import { expect } from 'chai';
import { csrFromEdges } from '../../../src/core/numerics/index.js';
import { gatherHistoryEvidence } from '../../../src/learning/cooccurrence/history-evidence.js';

describe('gatherHistoryEvidence', () => {
  const evidence = {
    pairs: csrFromEdges(4, 4, Int32Array.of(0, 0, 1, 3), Int32Array.of(1, 2, 2, 0), Float32Array.of(2, 4, 8, 1)),
    mass: Float64Array.of(7, 8, 0, 1),
  };

  it('adds the evidence of the latest products by age, and their mass', () => {
    const into = new Float64Array(4).fill(9);
    expect(gatherHistoryEvidence(evidence, Int32Array.of(1, 0), [1, 0.5], into)).to.equal(8 + 3.5);
    expect([...into]).to.deep.equal([0, 1, 8 + 2, 0]);
  });

  it('counts a repeated product once, at its youngest, and nothing older than the weights', () => {
    const into = new Float64Array(4);
    expect(gatherHistoryEvidence(evidence, Int32Array.of(0, 0, 0, 3), [1, 0.5, 0.25], into)).to.equal(7);
    expect([...into]).to.deep.equal([0, 2, 4, 0]);
  });
});

import { expect } from 'chai';
import { rescore, stageAtBalance } from '../../../src/ranking/reranking/index.js';
import { debiasedWeights, logScores } from '../../../src/ranking/reranking/second-stage.js';
import { signalRows, weightsOf } from '../second-stage-fixture.js';

describe('log scores at both ends of the balance', () => {
  const balanced = {
    zero: weightsOf({ posterior: 1, popularity: 0.5 }),
    one: weightsOf({ posterior: 2, affinity: 3, recent: 0.25 }),
    recentShare: 0.5,
  };
  const signals = signalRows([
    { posterior: -1, popularity: 4, recent: 1 },
    { posterior: -2, affinity: 0.5, popularity: 1 },
    { posterior: -3, affinity: 0.25, popularity: 2, recent: 2 },
  ]);
  const at = (balance: number): Float64Array => logScores(debiasedWeights(stageAtBalance(balanced, balance)), signals);

  it('are 0 for the best', () => {
    expect(Math.max(...at(0))).to.equal(0);
    expect(Math.max(...at(1))).to.equal(0);
  });

  it('give the second stage of any balance, mixed by it', () => {
    const [zero, one] = [at(0), at(1)];
    for (const balance of [0, 0.3, 1]) {
      const weights = zero.map((log, i) => Math.exp((1 - balance) * log + balance * one[i]));
      const sum = weights.reduce((a, b) => a + b, 0);
      const shares = rescore(stageAtBalance(balanced, balance), signals);
      shares.forEach((share, i) => expect(weights[i] / sum).to.be.closeTo(share, 1e-12));
    }
  });
});

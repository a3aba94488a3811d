import { expect } from 'chai';
import { rescore } from '../../../src/ranking/reranking/index.js';
import { signalRows, weightsOf } from '../second-stage-fixture.js';

describe('the second stage', () => {
  const candidates = [{ affinity: 0.5 }, { affinity: 0.25, brand: 1 }, { smooth: -2 }];
  const signals = signalRows(candidates);
  const weights = weightsOf({ affinity: 4, brand: 0.5, smooth: 1 });

  it('gives probabilities whose log ratios are the weighted differences of the signals', () => {
    const scores = rescore({ weights, debias: 0, recentShare: 0 }, signals);
    expect(scores.reduce((sum, score) => sum + score, 0)).to.be.closeTo(1, 1e-12);
    expect(Math.log(scores[0] / scores[1])).to.be.closeTo(2 - (1 + 0.5), 1e-12);
    expect(Math.log(scores[0] / scores[2])).to.be.closeTo(2 + 2, 1e-12);
  });

  it('divides by (popularity + 1)^δ, in parts of all time and of the last weeks', () => {
    const log = (popularity: number): number => Math.log(popularity + 1);
    const sold = signalRows([
      { popularity: log(9), recent: log(4) },
      { popularity: log(1), recent: log(1) },
      { popularity: 0, recent: 0 },
    ]);
    const debiased = (recentShare: number): Float64Array =>
      rescore({ weights: weightsOf({}), debias: 0.5, recentShare }, sold);
    expect(debiased(0)[0] / debiased(0)[2]).to.be.closeTo(10 ** -0.5, 1e-12);
    expect(debiased(1)[0] / debiased(1)[2]).to.be.closeTo(5 ** -0.5, 1e-12);
    expect(debiased(0.5)[0] / debiased(0.5)[2]).to.be.closeTo(50 ** -0.25, 1e-12);
  });

  it('stays finite for signals far apart', () => {
    const far = signalRows([{ posterior: -745 }, { posterior: 800 }]);
    expect([...rescore({ weights: weightsOf({ posterior: 1 }), debias: 0, recentShare: 0 }, far)]).to.deep.equal([
      0, 1,
    ]);
  });
});

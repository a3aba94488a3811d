import { expect } from 'chai';
import { rescore } from '../../src/recommend/index.js';
import { signalRows, weightsOf } from './second-stage-fixture.js';

describe('the second stage', () => {
  const candidates = [{ affinity: 0.5 }, { affinity: 0.25, brand: 1 }, { smooth: -2 }];
  const signals = signalRows(candidates);
  const weights = weightsOf({ affinity: 4, brand: 0.5, smooth: 1 });

  it('gives probabilities whose log ratios are the weighted differences of the signals', () => {
    const scores = rescore({ weights, debias: 0 }, signals, new Float64Array(3));
    expect(scores.reduce((sum, score) => sum + score, 0)).to.be.closeTo(1, 1e-12);
    expect(Math.log(scores[0] / scores[1])).to.be.closeTo(2 - (1 + 0.5), 1e-12);
    expect(Math.log(scores[0] / scores[2])).to.be.closeTo(2 + 2, 1e-12);
  });

  it('divides by (popularity + 1)^δ', () => {
    const logPopularity = Float64Array.from([9, 1, 0], (popularity) => Math.log(popularity + 1));
    const plain = rescore({ weights, debias: 0 }, signals, logPopularity);
    const debiased = rescore({ weights, debias: 0.5 }, signals, logPopularity);
    expect(debiased[0] / debiased[2] / (plain[0] / plain[2])).to.be.closeTo(10 ** -0.5, 1e-12);
    expect(debiased[1] / debiased[2] / (plain[1] / plain[2])).to.be.closeTo(2 ** -0.5, 1e-12);
  });

  it('stays finite for signals far apart', () => {
    const far = signalRows([{ posterior: -745 }, { posterior: 800 }]);
    expect([...rescore({ weights: weightsOf({ posterior: 1 }), debias: 0 }, far, new Float64Array(2))]).to.deep.equal([
      0, 1,
    ]);
  });
});

import { expect } from 'chai';
import { calibrate, type SecondStageQuery } from '../../../src/ranking/fitting/index.js';
import { calibrated } from '../../../src/ranking/reranking/calibrated.js';
import { numbers } from '../ranking-fixture.js';
import { signalRows } from '../second-stage-fixture.js';

const CANDIDATES = 20;

/** Baskets that hold each candidate with four times the first stage's probability. */
function questions(count: number): SecondStageQuery[] {
  const next = numbers(5);
  return Array.from({ length: count }, (_, basket) => {
    const posteriors = Array.from({ length: CANDIDATES }, () => 0.01 + 0.15 * next());
    const truths = [...posteriors.keys()].filter((i) => next() < 4 * posteriors[i]);
    return {
      basket,
      table: {
        products: Int32Array.from(posteriors.keys()),
        signals: signalRows(posteriors.map((posterior) => ({ posterior: Math.log(posterior) }))),
      },
      truths,
      wanted: truths,
    };
  });
}

describe('calibrating probabilities', () => {
  it('gives the share of the baskets that hold a candidate', () => {
    const calibration = calibrate(questions(2000));
    for (const posterior of [0.03, 0.06, 0.1]) {
      expect(calibrated(calibration, posterior)).to.be.closeTo(4 * posterior, 0.05);
    }
  });

  it('leaves probabilities as they are where nothing was right', () => {
    expect(calibrate(questions(5).map((query) => ({ ...query, truths: [] })))).to.equal(undefined);
    expect(calibrated(undefined, 0.2)).to.equal(0.2);
  });
});

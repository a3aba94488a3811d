import { expect } from 'chai';
import { isBetter, meanGain, type Comparison } from '../../../src/ranking/fitting/index.js';
import { FEWEST } from '../../../src/ranking/fitting/paired-gain.js';

/** Questions of so many baskets, `each` of each, that the challenger answers better by `gain` and in turn by `noise` more or less. */
function compared(gain: number, { baskets = 400, each = 1, noise = 0.1 } = {}): Comparison {
  const queries = Array.from({ length: baskets * each }, (_, q) => ({ basket: q % baskets }));
  return {
    queries,
    challenger: Float64Array.from(queries, ({ basket }) => 0.5 + gain + (basket % 2 === 0 ? noise : -noise)),
    standing: new Float64Array(queries.length).fill(0.5),
  };
}

/** The standard error of these differences. */
const ERROR = 0.1 / Math.sqrt(400);

describe('whether one way is better than another', () => {
  it('is so where it gains more than a standard error over all windows', () => {
    // Of gains alike with errors alike, the newest weighing 2: 4 g > √6 e.
    const least = (Math.sqrt(6) / 4) * ERROR;
    expect(isBetter([0, 0, 0].map(() => compared(1.1 * least)))).to.equal(true);
    expect(isBetter([0, 0, 0].map(() => compared(0.9 * least)))).to.equal(false);
    expect(isBetter([0, 0, 0].map(() => compared(0)))).to.equal(false);
  });

  it('counts the newest window twice', () => {
    const windows = [compared(2 * ERROR), compared(-1.5 * ERROR)];
    expect(isBetter(windows)).to.equal(true);
    expect(isBetter([...windows].reverse())).to.equal(false);
  });

  it('is not so where it is significantly worse in one window, however much it gains in another', () => {
    expect(isBetter([compared(0.3), compared(-1.9 * ERROR)])).to.equal(true);
    expect(isBetter([compared(0.3), compared(-2.1 * ERROR)])).to.equal(false);
  });

  it('is not so with questions of few baskets, however many and however clear', () => {
    expect(isBetter([compared(0.3, { baskets: FEWEST })])).to.equal(true);
    expect(isBetter([compared(0.3, { baskets: FEWEST - 1, each: 50 })])).to.equal(false);
    expect(isBetter([compared(0.3), compared(0.3, { baskets: FEWEST - 1 })])).to.equal(false);
  });

  it('takes the questions of one basket as one observation', () => {
    const once = meanGain(compared(0.01));
    const often = meanGain(compared(0.01, { each: 9 }));
    expect(once.mean).to.be.closeTo(0.01, 1e-12);
    expect(once.error).to.be.closeTo(ERROR, 1e-12);
    expect(often.mean).to.be.closeTo(once.mean, 1e-12);
    expect(often.error).to.be.closeTo(once.error, 1e-12);
  });

  it('is so for no way against itself, nor where nothing was asked', () => {
    expect(isBetter([compared(0, { noise: 0 })])).to.equal(false);
    expect(isBetter([compared(0, { baskets: 0 })])).to.equal(false);
    expect(isBetter([])).to.equal(false);
  });
});

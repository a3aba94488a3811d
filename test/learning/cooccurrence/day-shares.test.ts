import { expect } from 'chai';
import { formBaskets } from '../../../src/learning/cooccurrence/index.js';

const HOUR = 3_600_000;
const START = Date.UTC(2025, 4, 1);
const OPTIONS = { kindWeights: [1], countedKinds: [0], halfLifeDays: Infinity };

/** A basket of one product at each time. */
function sharesOf(hours: readonly number[], timeZone?: string): Float64Array {
  const basket = Int32Array.from(hours.keys());
  const events = {
    basket,
    product: new Int32Array(hours.length),
    kind: new Uint8Array(hours.length),
    basketTime: Float64Array.from(hours, (hour) => START + hour * HOUR),
  };
  return formBaskets(events, 1, { ...OPTIONS, ...(timeZone === undefined ? {} : { timeZone }) }).dayShare;
}

describe('what a basket counts of its day', () => {
  // One basket a day at noon, and twelve in one evening that ends after midnight (UTC): from 21:00 to 02:30.
  const usual = Array.from({ length: 9 }, (_, day) => 24 * day + 12);
  const evening = Array.from({ length: 12 }, (_, i) => 24 * 3 + 21 + i / 2);
  const hours = [...usual, ...evening];

  it('is less on a day with more than three times the usual number, as a day is cut by the named clock', () => {
    // In UTC six of them stand on the day with a seventh, and six on the next with another.
    expect([...sharesOf(hours, 'UTC').subarray(9)]).to.deep.equal(new Array(12).fill(3 / 7));
    // By a clock that is six hours behind all twelve are of the day before, with its noon.
    expect([...sharesOf(hours, '-06:00').subarray(9)]).to.deep.equal(new Array(12).fill(3 / 13));
  });

  it('is by UTC where no clock is named and the hours tell none', () => {
    expect(sharesOf(hours)).to.deep.equal(sharesOf(hours, 'UTC'));
  });
});

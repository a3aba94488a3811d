import { expect } from 'chai';
import { DAY } from '../../../src/core/index.js';
import { daysOf } from '../../../src/shop/index.js';
import { timeWindows } from '../../../src/ranking/fitting/index.js';

const START = Date.UTC(2024, 0, 1);

/** So many baskets each day, hours apart. */
function daily(counts: readonly number[]): Float64Array {
  return Float64Array.from(
    counts.flatMap((count, day) =>
      Array.from({ length: count }, (_, i) => START + day * DAY + (i * DAY) / (count + 1)),
    ),
  );
}

/** Baskets of each window. */
function countsIn(times: Float64Array, share = 0.1): number[] {
  return timeWindows(times, share, daysOf('UTC')).map(
    ({ since, until }) => times.filter((time) => time >= since && time < until).length,
  );
}

describe('the windows in which questions are asked', () => {
  it('are a share of the baskets each, one after the other, the newest first', () => {
    const times = daily(new Array<number>(100).fill(10));
    expect(countsIn(times)).to.deep.equal([100, 100, 100]);
    const [newest, before, first] = timeWindows(times, 0.1, daysOf('UTC'));
    expect(newest.until).to.equal(Infinity);
    expect(before.until).to.equal(newest.since);
    expect(first.until).to.equal(before.since);
  });

  it('are the same in whatever order the baskets come', () => {
    const times = daily(new Array<number>(100).fill(10));
    expect(timeWindows(times.toReversed(), 0.1, daysOf('UTC'))).to.deep.equal(timeWindows(times, 0.1, daysOf('UTC')));
  });

  it('count an odd day as three usual ones, so that none is that day alone', () => {
    const usual = new Array<number>(97).fill(10);
    // On the last day but two as many baskets as in half a year.
    const times = daily([...usual, 2000, 10, 10]);
    const [{ since }] = timeWindows(times, 0.1, daysOf('UTC'));
    // A tenth of (99 + 3) usual days: the odd one is three of these ten.
    expect((START + 97 * DAY - since) / DAY).to.be.within(4, 6);
  });

  it('hold the season of the newest a year earlier, where a shop is old enough', () => {
    const times = daily(new Array<number>(800).fill(2));
    const windows = timeWindows(times, 0.1, daysOf('UTC'));
    expect(windows).to.have.length(4);
    expect(windows[3].since).to.equal(windows[0].since - 365 * DAY);
    expect(windows[3].until).to.equal(times[times.length - 1] - 365 * DAY);
    const young = daily(new Array<number>(400).fill(2));
    expect(timeWindows(young, 0.1, daysOf('UTC'))).to.have.length(3);
  });

  it('are none where few times are known, or all are the same', () => {
    expect(timeWindows(new Float64Array(50).fill(START), 0.1, daysOf('UTC'))).to.deep.equal([]);
    const few = daily(new Array<number>(100).fill(10)).map((time, i) => (i % 3 === 0 ? time : NaN));
    expect(timeWindows(few, 0.1, daysOf('UTC'))).to.deep.equal([]);
    expect(timeWindows(new Float64Array(), 0.1, daysOf('UTC'))).to.deep.equal([]);
  });
});

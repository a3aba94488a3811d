import { expect } from 'chai';
import { guessTimeZone } from '../../src/shop/index.js';

const HOUR = 3_600_000;
const START = Date.UTC(2025, 2, 1);

/** A month of customers who are awake from eight in the morning to one at night by a clock so many hours ahead of UTC. */
function awake(ahead: number, days = 30): Float64Array {
  const hours = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
  return Float64Array.from(
    Array.from({ length: days }, (_, day) =>
      hours.flatMap((hour) => [hour, hour + 0.5]).map((hour) => 24 * day + hour),
    ).flat(),
    (hour) => START + (hour - ahead) * HOUR,
  );
}

describe('the time zone that the hours of events tell', () => {
  for (const [ahead, zone] of [
    [9, '+09:00'],
    [12, '+12:00'],
    [-5, '-05:00'],
    [-8, '-08:00'],
    [8, '+08:00'],
  ] as const) {
    it(`is ${zone} where customers sleep by that clock`, () => {
      const begins = (24 + 1 - ahead) % 24;
      expect(guessTimeZone(awake(ahead))).to.deep.equal({ zone, quiet: [begins, (begins + 6) % 24] });
    });
  }

  it('is UTC where hardly anybody is about at its midnight', () => {
    const shop = awake(0).filter((time) => new Date(time).getUTCHours() % 23 !== 0);
    expect(guessTimeZone(shop)).to.deep.equal({ zone: 'UTC' });
  });

  it('is UTC where nobody sleeps, for dates without an hour, of few times and of few days', () => {
    const always = Float64Array.from({ length: 2000 }, (_, i) => START + i * 0.7 * HOUR);
    const dates = Float64Array.from({ length: 2000 }, (_, i) => START + 24 * (i % 100) * HOUR);
    const none = new Float64Array(2000).fill(Number.NaN);
    for (const times of [always, dates, none, awake(9, 5), awake(9).slice(0, 400), new Float64Array()]) {
      expect(guessTimeZone(times)).to.deep.equal({ zone: 'UTC' });
    }
  });
});

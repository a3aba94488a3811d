import { expect } from 'chai';
import { daysOf } from '../../src/shop/index.js';

describe('the days of a time zone', () => {
  it('begin at its own midnight', () => {
    const dayOf = daysOf('+09:00');
    const [evening, night] = [Date.UTC(2025, 4, 1, 14, 59), Date.UTC(2025, 4, 1, 15)];
    expect(dayOf(night) - dayOf(evening)).to.equal(1);
    expect(dayOf(Date.UTC(2025, 4, 2, 14, 59))).to.equal(dayOf(night));
    expect(daysOf('UTC')(night)).to.equal(daysOf('UTC')(evening));
  });

  it('begin by its summer in summer', () => {
    const dayOf = daysOf('Europe/Berlin');
    const tenAtNight = (month: number): [number, number] => [
      Date.UTC(2025, month, 1, 22),
      Date.UTC(2025, month, 2, 12),
    ];
    const [winter, nextWinter] = tenAtNight(0);
    const [summer, nextSummer] = tenAtNight(6);
    expect(dayOf(nextWinter) - dayOf(winter)).to.equal(1);
    expect(dayOf(nextSummer)).to.equal(dayOf(summer));
  });

  it('are refused of a place that is none', () => {
    expect(() => daysOf('Mars/Olympus')).to.throw(/--time-zone "Mars\/Olympus" is no time zone/);
  });
});

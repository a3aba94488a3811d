import { expect } from 'chai';
import fc from 'fast-check';
import { newestTime } from '../../src/shop/newest-time.js';
import type { UserEvent } from '../../src/shop/index.js';
import { tableOf } from './table-of.js';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1);
const day = (number: number): number => START + number * DAY;

/** `baskets` over a year, `each` of them of one customer. */
function year(baskets: number, each = 2): { times: number[]; users: number[] } {
  const all = [...Array(baskets).keys()];
  return { times: all.map((b) => day((365 * b) / baskets)), users: all.map((b) => Math.floor(b / each)) };
}

function newest({ times, users }: ReturnType<typeof year>, wrong: readonly number[] = [], who = [0]): number {
  return newestTime(
    Float64Array.from([...times, ...wrong]),
    Int32Array.from([...users, ...wrong.map((_, i) => who[i % who.length])]),
  );
}

describe('the newest time of a shop', () => {
  const wrongDates = fc.constantFrom(day(460), day(800), Date.UTC(2205, 2, 1), Date.UTC(9999, 0, 1));

  it('is that of its newest basket, be it a small shop or one with a long break', () => {
    for (const baskets of [1, 2, 5, 20, 800]) expect(newest(year(baskets))).to.equal(Math.max(...year(baskets).times));
    const { times, users } = year(800);
    const seasons = { times: times.map((time, b) => (b < 600 ? time : time + 200 * DAY)), users };
    expect(newest(seasons)).to.equal(Math.max(...seasons.times));
    expect(newestTime(Float64Array.of(Number.NaN, Number.NaN), Int32Array.of(0, 1))).to.be.NaN;
  });

  it('is not moved by a wrong date, or by a handful of them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(20, 100, 800),
        wrongDates,
        fc.integer({ min: 1, max: 2 }),
        (baskets, date, handful) => {
          // In a shop of twenty baskets, a month and a half later is no wrong date.
          fc.pre(baskets > 20 || date > day(700));
          const shop = year(baskets, 1);
          expect(newest(shop, Array<number>(handful).fill(date), [3, 4])).to.equal(newest(shop));
        },
      ),
    );
  });

  it('is not moved by an impossible date of many customers, or of many orders of one', () => {
    const shop = year(800);
    const many = Array<number>(120).fill(Date.UTC(2205, 2, 1));
    expect(newest(shop, many, [...Array(100).keys()])).to.equal(newest(shop));
    expect(newest(shop, Array<number>(120).fill(day(460)), [7])).to.equal(newest(shop));
  });

  it('is not moved by dates of the distant past, nor do these hide one of the future', () => {
    const shop = year(800);
    const past = [0, 0, Date.parse('0001-01-01')];
    expect(newest(shop, past)).to.equal(newest(shop));
    expect(newest(shop, [0, Date.UTC(2205, 2, 1)])).to.equal(newest(shop));
  });

  it('makes later times unknown ones, of events and of baskets that have no other', () => {
    const bought = (product: number, time: number, order: string): UserEvent => ({
      ...{ product, kind: 0, order, session: null, time, seq: null },
    });
    const users = year(60, 1).times.map((time, b) => [
      bought(b % 5, time, `o${b}`),
      bought((b + 1) % 5, time, `o${b}`),
    ]);
    const late = Date.UTC(2205, 2, 1);
    users[3].push(bought(2, late, 'wrong'), bought(4, late, 'o3'));
    const { basketTime, misdated, time, basket } = tableOf(users);
    expect([...misdated].filter((each) => each === 1)).to.have.length(1);
    expect(basketTime[misdated.indexOf(1)]).to.be.NaN;
    expect(Math.max(...basketTime.filter((each) => !Number.isNaN(each)))).to.equal(users[59][0].time);
    expect([...time.keys()].filter((e) => Number.isNaN(time[e]))).to.have.length(2);
    expect(basketTime[basket[6]]).to.equal(users[3][0].time);
  });
});

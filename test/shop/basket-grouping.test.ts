import { expect } from 'chai';
import fc from 'fast-check';
import type { Interactions, UserEvent } from '../../src/shop/index.js';
import { tableOf } from './table-of.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const event = (product: number, time: string | number | null, more: Partial<UserEvent> = {}): UserEvent => ({
  ...{ product, kind: 0, order: null, session: null, seq: null },
  time: typeof time === 'string' ? Date.parse(time) : time,
  ...more,
});

/** The products of each basket. */
function basketsOf({ basket, product, basketTime }: Interactions): number[][] {
  return Array.from(basketTime, (_, b) => [...product.keys()].filter((e) => basket[e] === b).map((e) => product[e]));
}

describe('baskets of a shop without order ids', () => {
  it('hold what was bought around midnight, of whatever zone', () => {
    for (const time of ['23:50:00Z', '08:50:00+09:00', '12:00:00-05:30']) {
      const first = Date.parse(`2025-03-26T${time}`);
      const { unit, ...found } = tableOf([[event(1, first), event(2, first + 20 * MINUTE)]]);
      expect(unit).to.equal('day');
      expect(basketsOf({ unit, ...found })).to.deep.equal([[1, 2]]);
    }
  });

  it('end with hours of silence, and after a day without', () => {
    const start = Date.UTC(2025, 0, 1, 20);
    const events = [0, 5, 12, 13].map((hour, product) => event(product, start + hour * HOUR));
    expect(basketsOf(tableOf([events]))).to.deep.equal([
      [0, 1],
      [2, 3],
    ]);
    const restless = Array.from({ length: 60 }, (_, hour) => event(hour, start + hour * HOUR));
    expect(basketsOf(tableOf([restless])).map(({ length }) => length)).to.deep.equal([24, 24, 12]);
  });

  it('are days where times are dates', () => {
    for (const clock of ['T00:00:00Z', 'T00:00:00+09:00', 'T00:00:00-08:00']) {
      const dates = ['2025-03-08', '2025-03-09', '2025-03-10'];
      const events = dates.flatMap((date, d) => [event(d, date + clock), event(d + 3, date + clock)]);
      expect(basketsOf(tableOf([events]))).to.deep.equal([
        [0, 3],
        [1, 4],
        [2, 5],
      ]);
    }
  });
});

describe('order ids that name lines', () => {
  /** Customers with two purchases of two products each, a month apart. */
  const shop = (idOf: (user: number, month: number, line: number) => Partial<UserEvent>, times = true): UserEvent[][] =>
    Array.from({ length: 30 }, (_, user) =>
      [0, 1].flatMap((month) =>
        [0, 1].map((line) => {
          const time = times ? Date.UTC(2025, month, 1 + (user % 20), 12) : null;
          return event((user + 2 * month + line) % 9, time, idOf(user, month, line));
        }),
      ),
    );
  const lines = (user: number, month: number, line: number) => ({ order: `line-${user}-${month}-${line}` });

  it('give way to visits, sessions or customers, whichever comes next and holds several products', () => {
    const visits = tableOf(shop(lines));
    expect([visits.unit, visits.lineUnit]).to.deep.equal(['day', 'order']);
    expect(basketsOf(visits).map(({ length }) => length)).to.deep.equal(Array(60).fill(2));
    const sessions = tableOf(
      shop((user, month, line) => ({ ...lines(user, month, line), session: `${user}-${month}` })),
    );
    expect([sessions.unit, sessions.lineUnit]).to.deep.equal(['session', 'order']);
    const customers = tableOf(shop(lines, false));
    expect([customers.unit, customers.lineUnit]).to.deep.equal(['customer', 'order']);
    expect(basketsOf(customers).map(({ length }) => length)).to.deep.equal(Array(30).fill(4));
  });

  it('are none where orders hold several products, or where nobody bought a second one', () => {
    const orders = tableOf(shop((user, month) => ({ order: `${user}-${month}` })));
    expect([orders.unit, orders.lineUnit]).to.deep.equal(['order', undefined]);
    const once = tableOf(shop(lines).map(([first]) => [first]));
    expect([once.unit, once.lineUnit]).to.deep.equal(['order', undefined]);
  });
});

describe('the events of a customer', () => {
  const anyEvent = fc.record({
    product: fc.nat(4),
    kind: fc.nat(3),
    order: fc.constantFrom(null, 'a', 'b', 'c'),
    session: fc.constantFrom(null, 's', 't'),
    time: fc.constantFrom(null, 0, MINUTE, 9 * HOUR),
    seq: fc.constantFrom(null, 1, 2),
  });

  it('make the same baskets in whatever order they arrive', () => {
    const shuffled = fc
      .array(anyEvent, { maxLength: 12 })
      .chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })));
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(tableOf([others])).to.deep.equal(tableOf([events]));
      }),
    );
  });
});

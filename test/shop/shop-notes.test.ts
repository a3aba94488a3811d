import { expect } from 'chai';
import { EventCensus, shopNotes, type UserEvent } from '../../src/shop/index.js';
import type { ShopEvent } from '../../src/shop/csv/index.js';
import type { ProductId, UserId } from '../../src/core/index.js';
import { tableOf } from './table-of.js';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1, 12);

type IdOf = (user: number, order: number, line: number) => string;

/** Customers with two orders of two products, `u00` to `u39`. */
function customers(idOf: IdOf = (user, order) => `${user}-${order}`): UserEvent[][] {
  return Array.from({ length: 40 }, (_, user) =>
    [0, 1].flatMap((order) =>
      [0, 1].map((line) => ({
        ...{ product: (user + 3 * order + line) % 12, kind: 0, order: idOf(user, order, line) },
        ...{ session: null, time: START + (5 * user + 90 * order) * DAY, seq: null },
      })),
    ),
  );
}

const ids = (users: readonly unknown[]): string[] => users.map((_, user) => `u${String(user).padStart(2, '0')}`);
const notesOf = (users: UserEvent[][]): string[] => shopNotes(tableOf(users), ids(users));

/** The same events as they pass by an import, one of each user after the other. */
function censusOf(users: UserEvent[][]): string[] {
  const census = new EventCensus();
  const longest = Math.max(...users.map(({ length }) => length));
  for (let e = 0; e < longest; e++) {
    users.forEach((events, user) => {
      const event = events.at(e);
      if (event === undefined) return;
      census.add({
        userId: ids(users)[user] as UserId,
        productId: `p${event.product}` as ProductId,
        type: 'purchase',
        at: event.time ?? undefined,
        orderId: event.order ?? undefined,
      } as ShopEvent);
    });
  }
  return census.notes();
}

describe('what is odd about a shop', () => {
  it('is nothing as a rule', () => {
    expect(notesOf(customers())).to.deep.equal([]);
    expect(notesOf([])).to.deep.equal([]);
  });

  it('is a night elsewhere, by which days are cut', () => {
    // Awake from eight in the morning to one at night in Tokyo, an order each half hour for forty days.
    const users = Array.from({ length: 40 }, (_, day) =>
      Array.from({ length: 34 }, (_, half) => ({
        ...{ product: half % 12, kind: 0, order: `${day}-${half >> 1}`, session: null, seq: null },
        time: Date.UTC(2025, 0, 1 + day) + (half / 2 - 1) * 3_600_000,
      })),
    );
    const [note, ...others] = notesOf(users);
    expect(note).to.match(
      /^Hardly anything happens from 16:00 to 22:00 UTC.* in the time zone \+09:00\. Name .*train --time-zone/,
    );
    expect(others).to.deep.equal([]);
    expect(censusOf(users)).to.deep.equal([note]);
    const settled = (zone: string): string[] => shopNotes(tableOf(users), ids(users), zone);
    expect(settled('+09:00')).to.deep.equal([note]);
    expect(settled('Asia/Tokyo')).to.deep.equal([]);
  });

  it('is a date of the far future', () => {
    const users = customers();
    users[7].push(...[1, 5, 8].map((product) => ({ ...users[7][0], product, order: 'x', time: Date.UTC(2205, 2, 1) })));
    const [note, ...others] = notesOf(users);
    expect(note).to.match(/^3 events are dated after 2025-10-13, the newest day .*: such a date counts as unknown\.$/);
    expect(others).to.deep.equal([]);
    expect(censusOf(users)).to.deep.equal([note]);
  });

  it('is an order id for each line', () => {
    const users = customers((user, order, line) => `${user}-${order}-${line}`);
    const told = [
      'Next to none of the orders holds two products, as if each id named a line: a basket is what a customer',
    ];
    expect(notesOf(users).map((note) => note.slice(0, told[0].length))).to.deep.equal(told);
    expect(censusOf(users)).to.deep.equal(notesOf(users));
  });

  it('is an id of guests', () => {
    const guests = Array.from({ length: 60 }, (_, i) =>
      [0, 1].map((line) => ({ ...customers()[i % 40][line], order: `g${i}`, time: START + 4 * i * DAY })),
    ).flat();
    const users = [guests, ...customers()];
    expect(notesOf(users)).to.deep.equal([
      'The user id "u00" has 60 of 140 orders, as different as those of strangers: it counts as guests, each order as another person\'s, and has no history.',
    ]);
    expect(censusOf(users)).to.deep.equal(notesOf(users));
  });
});

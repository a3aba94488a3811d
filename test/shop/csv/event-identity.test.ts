import { expect } from 'chai';
import fc from 'fast-check';
import { EventIdentities, OccurrenceTable, type ShopEvent } from '../../../src/shop/csv/index.js';
import { givenIdentity } from '../../../src/shop/csv/event-identity.js';
import type { ProductId, UserId } from '../../../src/core/index.js';

function event(change: Partial<ShopEvent> = {}): ShopEvent {
  return {
    userId: 'u' as UserId,
    productId: 'p' as ProductId,
    type: 'view',
    at: undefined,
    orderId: undefined,
    sessionId: undefined,
    seq: undefined,
    quantity: undefined,
    eventId: undefined,
    ...change,
  };
}

describe('identity of an event', () => {
  it('is the id that the shop gave, and survives repetition', () => {
    const identities = new EventIdentities();
    expect(identities.identify(event({ eventId: 'e1' }))).to.equal('e1');
    expect(identities.identify(event({ eventId: 'e1', seq: 2 }))).to.equal('e1');
  });

  it('is otherwise what the event says and how often the file said so before', () => {
    const twice = new EventIdentities();
    const [first, second, third] = [event(), event(), event()].map((each) => twice.identify(each));
    expect(second).to.equal(`${first}.1`);
    expect(third).to.equal(`${first}.2`);
    expect(new EventIdentities().identify(event())).to.equal(first);
    expect(first).to.match(/^~[\w-]{16}$/);
  });

  it('differs with every part of what the event says', () => {
    const changes: Partial<ShopEvent>[] = [
      {},
      { userId: 'v' as UserId },
      { productId: 'q' as ProductId },
      { type: 'cart' },
      { at: 0 },
      { orderId: 'x' },
      { sessionId: 'x' },
      { seq: 0 },
      { quantity: 1 },
    ];
    const identities = new EventIdentities();
    expect(new Set(changes.map((change) => identities.identify(event(change)))).size).to.equal(changes.length);
  });

  it('is its order, product and type where there is an order, whatever else it says and however often', () => {
    const identities = new EventIdentities();
    const line = identities.identify(event({ orderId: 'o', type: 'purchase', at: 1 }));
    expect(identities.identify(event({ orderId: 'o', type: 'purchase', at: 2, quantity: 3 }))).to.equal(line);
    expect(line).to.match(/^~=[\w-]{16}$/);
    const others = [{ orderId: 'o2' }, { productId: 'q' as ProductId }, { type: 'return' as const }];
    for (const other of others) {
      expect(identities.identify(event({ orderId: 'o', type: 'purchase', ...other }))).to.not.equal(line);
    }
  });

  it('is another one where events are to be counted again, but for those with an id', () => {
    const [once, again] = [new EventIdentities(), new EventIdentities('again')];
    for (const each of [event(), event({ orderId: 'o' })]) {
      expect(again.identify(each)).to.not.equal(once.identify(each));
    }
    expect(again.identify(event({ eventId: 'e' }))).to.equal('e');
  });

  it('never gives a given id and a derived one the same name', () => {
    const derived = new EventIdentities().identify(event());
    expect(givenIdentity(derived)).to.not.equal(derived);
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('~', 'a', '.') }),
        fc.string({ unit: fc.constantFrom('~', 'a', '.') }),
        (a, b) => {
          expect(givenIdentity(a) === givenIdentity(b)).to.equal(a === b);
          expect(givenIdentity(a)).to.not.match(/^~[^~]/);
        },
      ),
    );
  });
});

describe('table of occurrences', () => {
  it('counts as a map does, through collisions and growth', () => {
    const key = fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 3 }));
    fc.assert(
      fc.property(fc.array(key, { maxLength: 300 }), (keys) => {
        const table = new OccurrenceTable(2);
        const map = new Map<string, number>();
        for (const [low, high] of keys) {
          // The same low half for many keys: they all want the same slot.
          const name = `${String(low % 5)} ${String(high + low)}`;
          expect(table.add(low % 5, high + low)).to.equal(map.get(name) ?? 0);
          map.set(name, (map.get(name) ?? 0) + 1);
        }
        expect(table.size).to.equal(map.size);
        for (const [name, count] of map) {
          const [low, high] = name.split(' ').map(Number);
          expect(table.count(low, high)).to.equal(count);
        }
      }),
    );
  });

  it('counts past what a byte holds, also through growth', () => {
    const table = new OccurrenceTable(2);
    for (let i = 0; i < 600; i++) expect(table.add(7, 0xfffffff0)).to.equal(i);
    for (let i = 0; i < 100; i++) table.add(i + 100, 0);
    expect(table.count(7, 0xfffffff0)).to.equal(600);
    expect(table.count(100, 0)).to.equal(1);
  });

  it('keeps all of 32 bits of both halves', () => {
    const table = new OccurrenceTable(2);
    table.add(0xffffffff, 0x80000000);
    expect(table.count(0xffffffff, 0x80000000)).to.equal(1);
    expect(table.count(0x7fffffff, 0x80000000)).to.equal(0);
  });
});

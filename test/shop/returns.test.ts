import { expect } from 'chai';
import fc from 'fast-check';
import { takenBack, type SettledPurchase } from '../../src/shop/index.js';

const bought = (
  id: string,
  orderId: string | null,
  at: number | null,
  quantity: number | null = null,
): SettledPurchase => ({
  id,
  orderId,
  at,
  quantity,
});

describe('purchases that are taken back', () => {
  it('are that of the order which a return names, whenever it was returned', () => {
    const purchases = [bought('p1', 'o1', 1), bought('p2', 'o2', 2)];
    expect([...takenBack(purchases, [bought('r', 'o1', null)])]).to.deep.equal(['p1']);
    expect([...takenBack(purchases, [bought('r', 'o3', 9)])]).to.deep.equal([]);
  });

  it('are the last before a return that names no order', () => {
    const purchases = [bought('p1', 'o1', 1), bought('p2', 'o2', 5), bought('p3', null, 9)];
    expect([...takenBack(purchases, [bought('r', null, 6)])]).to.deep.equal(['p2']);
    expect([...takenBack(purchases, [bought('r', null, 0)])]).to.deep.equal([]);
    expect([...takenBack(purchases, [bought('r', null, null)])]).to.deep.equal(['p3']);
  });

  it('are those of which all pieces were returned, be it in parts', () => {
    const purchases = [bought('p', 'o', 1, 3)];
    expect([...takenBack(purchases, [bought('r1', 'o', 2, 2)])]).to.deep.equal([]);
    expect([...takenBack(purchases, [bought('r1', 'o', 2, 2), bought('r2', null, 3, 1)])]).to.deep.equal(['p']);
    expect([...takenBack(purchases, [bought('r', 'o', 2)])]).to.deep.equal(['p']);
    const two = [bought('p1', null, 1, 2), bought('p2', null, 2, 1)];
    expect([...takenBack(two, [bought('r', null, 3, 3)])]).to.have.members(['p1', 'p2']);
  });

  it('hang on what was bought and returned, not on what was heard of first', () => {
    const event = (prefix: string) =>
      fc.record({
        id: fc.integer({ min: 0, max: 30 }).map((i) => `${prefix}${String(i)}`),
        orderId: fc.option(fc.constantFrom('o1', 'o2'), { nil: null }),
        at: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
        quantity: fc.option(fc.integer({ min: 1, max: 3 }), { nil: null }),
      });
    const events = (prefix: string) => fc.uniqueArray(event(prefix), { maxLength: 6, selector: ({ id }) => id });
    fc.assert(
      fc.property(events('p'), events('r'), fc.infiniteStream(fc.nat()), (purchases, returns, keys) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => [keys.next().value as number, value] as const)
            .sort(([a], [b]) => a - b)
            .map(([, value]) => value);
        const once = [...takenBack(purchases, returns)].sort();
        expect([...takenBack(shuffled(purchases), shuffled(returns))].sort()).to.deep.equal(once);
        expect(purchases.map(({ id }) => id)).to.include.members(once);
        expect(takenBack(purchases, []).size).to.equal(0);
      }),
    );
  });
});
